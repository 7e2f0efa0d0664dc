
namespace Foray.Stations.Cluster;

/// <summary>A grain belongs to a station, and lives nowhere else.</summary>
[GenerateSerializer]
[Alias("foray.station-placement")]
internal sealed class StationPlacement : PlacementStrategy;
