namespace Foray.Storage.Logs;

/// <summary>An entry of a <see cref="SequencedLog"/>.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="Content">What was appended.</param>
public readonly record struct LogEntry(long Sequence, ReadOnlyMemory<byte> Content);
