using Foray.Sdk.Options;

namespace Foray.Integrations.Benchmarks;

/// <summary>Where BenchmarkDotNet's reports are found.</summary>
public sealed record BenchmarkDotNetIntegrationOptions
{
    /// <summary>Folder that the reports are written to; it need not exist yet.</summary>
    public string Folder { get; init; } = "BenchmarkDotNet.Artifacts/results";

    /// <summary>Time from one look at the folder to the next; a last one is taken at the end of the run.</summary>
    [DefaultDuration("2s")]
    public TimeSpan Interval { get; init; }
}
