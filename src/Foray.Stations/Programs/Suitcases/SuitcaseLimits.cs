namespace Foray.Stations.Programs.Suitcases;

/// <summary>How much a suitcase holds.</summary>
/// <param name="Bytes">Bytes of all its files. Default: 32 MiB.</param>
/// <param name="Entries">Files and folders. Default: 10,000.</param>
/// <param name="Depth">Names in its longest path. Default: 64.</param>
internal sealed record SuitcaseLimits(long Bytes = 32L << 20, int Entries = 10_000, int Depth = 64);
