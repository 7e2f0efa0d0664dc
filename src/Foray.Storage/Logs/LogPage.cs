namespace Foray.Storage.Logs;

/// <summary>Entries of a <see cref="SequencedLog"/>, in order and without a gap between them.</summary>
/// <param name="First">Number of the first entry that the log still had; where more than the one before it was asked for, the entries between were dropped. One more than <paramref name="Last"/> where the log had none.</param>
/// <param name="Last">Number of the last entry that the log had; 0 where there never was one.</param>
/// <param name="Entries">Those that were asked for; none where none has been appended yet.</param>
public sealed record LogPage(long First, long Last, IReadOnlyList<LogEntry> Entries);
