using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Cluster;

/// <summary>An answer on its way between stations: JSON, or why there is none.</summary>
[GenerateSerializer]
[Alias("foray.station-reply")]
internal sealed record StationReply
{
    /// <summary>The answer; null where the request was refused.</summary>
    [Id(0)]
    public byte[]? Answer { get; init; }

    /// <summary>Code, message and remedy of each diagnostic of a refusal.</summary>
    [Id(1)]
    public string?[][] Problems { get; init; } = [];

    /// <summary>Does the work and keeps its answer or its refusal.</summary>
    public static async Task<StationReply> OfAsync(Func<Task<byte[]>> work)
    {
        try
        {
            return new StationReply { Answer = await work() };
        }
        catch (DiagnosticException refusal)
        {
            return new StationReply { Problems = [.. refusal.Diagnostics.Select(problem => new[] { problem.Code, problem.Message, problem.Remedy })] };
        }
    }

    /// <summary>The answer.</summary>
    /// <exception cref="DiagnosticException">The request was refused.</exception>
    public byte[] Read() => Answer ?? throw new DiagnosticException([.. Problems.Select(problem => Diagnostic.Error(problem[0]!, problem[1]!, problem[2]))]);
}
