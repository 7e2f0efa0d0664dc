namespace Foray.Storage;

/// <summary>What a journal file holds.</summary>
/// <param name="Records">Its records' JSON.</param>
/// <param name="Length">Length of its sound part in bytes; 0 where not even the first line is there.</param>
internal sealed record JournalContent(IReadOnlyList<ReadOnlyMemory<byte>> Records, int Length);
