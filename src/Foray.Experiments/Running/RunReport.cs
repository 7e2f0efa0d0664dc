using Foray.Sdk.Diagnostics;
using Foray.Sdk.Results;

namespace Foray.Experiments.Running;

/// <summary>What came of a piece of work.</summary>
/// <param name="Diagnostics">All that was reported, errors and warnings.</param>
public sealed record RunReport(IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The results; null where it did not come to running anything.</summary>
    public RunResults? Results { get; init; }

    /// <summary>Absolute path of the run's folder; null where it did not come to a run.</summary>
    public string? Folder { get; init; }

    /// <summary>True where it was interrupted.</summary>
    public bool Interrupted { get; init; }
}
