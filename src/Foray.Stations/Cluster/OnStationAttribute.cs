using Orleans.Placement;

namespace Foray.Stations.Cluster;

/// <summary>Places a grain at the station whose name its key is, or begins with before a <c>/</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnStationAttribute() : PlacementAttribute(new StationPlacement());
