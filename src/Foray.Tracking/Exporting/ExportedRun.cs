using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>A run as an export names it.</summary>
/// <param name="Stored">The run.</param>
/// <param name="Top">Id of the run that it is a part of at the top: its own where it is part of none.</param>
/// <param name="Case">Its name where it is part of another run, the names between separated by <c>/</c>; empty where it is not.</param>
public sealed record ExportedRun(StoredRun Stored, string Top, string Case);
