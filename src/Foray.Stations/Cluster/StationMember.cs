namespace Foray.Stations.Cluster;

/// <summary>A station of a cluster.</summary>
/// <param name="Name">Its name, different from those of the others.</param>
/// <param name="Url">Where people and programs reach it over HTTP.</param>
internal sealed record StationMember(string Name, Uri Url);
