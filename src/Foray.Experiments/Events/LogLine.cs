using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Events;

/// <summary>A line of the log.</summary>
/// <param name="Level">How important it is.</param>
/// <param name="Source">Who wrote it.</param>
/// <param name="Text">The line; secrets are masked.</param>
public sealed record LogLine(LogLevel Level, string Source, string Text) : RunEvent;
