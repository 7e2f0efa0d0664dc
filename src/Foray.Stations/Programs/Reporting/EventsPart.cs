using Foray.Stations.Cluster;

namespace Foray.Stations.Programs.Reporting;

/// <summary>Takes events of programs that were submitted here.</summary>
internal sealed class EventsPart(Families families) : IStationPart
{
    /// <summary>Name of the part.</summary>
    public const string PartName = "events";

    public string Name => PartName;

    public async Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
    {
        await families.AddAsync(LetterJson.Read(request), cancellationToken);
        return [];
    }
}
