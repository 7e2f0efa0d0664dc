namespace Foray.Stations.Programs.Suitcases;

/// <summary>A folder of a suitcase.</summary>
internal sealed class SuitcaseFolder : ISuitcaseNode
{
    /// <summary>What it holds, sorted by the names' code units.</summary>
    public SortedDictionary<string, ISuitcaseNode> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Names in the longest path below it.</summary>
    public int Height => Entries.Values.Select(node => 1 + (node is SuitcaseFolder folder ? folder.Height : 0)).DefaultIfEmpty().Max();
}
