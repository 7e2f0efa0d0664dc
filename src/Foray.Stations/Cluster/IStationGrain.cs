namespace Foray.Stations.Cluster;

/// <summary>A station as the others reach it. Its key is the station's name, and it lives at that station alone.</summary>
internal interface IStationGrain : IGrainWithStringKey
{
    /// <summary>Asks a part of the station.</summary>
    [Alias("ask")]
    [ResponseTimeout("00:02:00")]
    Task<StationReply> AskAsync(string part, byte[] request, CancellationToken cancellationToken);
}
