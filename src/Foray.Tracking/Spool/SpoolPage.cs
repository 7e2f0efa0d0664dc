using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Spool;

/// <summary>A part of a spool that was read.</summary>
/// <param name="Content">What is in it.</param>
/// <param name="Position">The last position that is done with, to read on behind.</param>
/// <param name="IsEnd">Nothing is behind it, and nothing will be: the process that wrote the spool is gone.</param>
/// <param name="Faults">What could not be read between the positions (FORAY318, FORAY319).</param>
internal sealed record SpoolPage<T>(T Content, long Position, bool IsEnd, IReadOnlyList<Diagnostic> Faults);
