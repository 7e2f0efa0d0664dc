using System.Text.Json.Nodes;

namespace Foray.Stations.Cluster;

/// <summary>What a station says of itself.</summary>
/// <param name="name">Its name.</param>
/// <param name="url">Where people and programs reach it over HTTP.</param>
internal sealed class StationPage(string name, Uri url) : IStationPart
{
    /// <summary>Name of the part.</summary>
    public const string PartName = "station";

    public string Name => PartName;

    public Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken) =>
        Task.FromResult(System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["name"] = name, ["url"] = url.ToString() }.ToJsonString()));
}
