using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;

namespace Foray.Stations.Programs.Reporting;

/// <summary>Takes the results of programs that were submitted here.</summary>
internal sealed class ResultsPart(Reports reports, Families families) : IStationPart
{
    /// <summary>Name of the part.</summary>
    public const string PartName = "results";

    public string Name => PartName;

    public async Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
    {
        // The result first: whoever hears of the end finds it.
        var result = await reports.AddAsync(request, cancellationToken);
        await families.EndAsync(result, cancellationToken);
        return [];
    }
}
