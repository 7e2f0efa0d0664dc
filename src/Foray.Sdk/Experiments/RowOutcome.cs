namespace Foray.Sdk.Experiments;

/// <summary>How a case ended on a machine.</summary>
/// <param name="Status">The worst of its parts.</param>
public sealed record RowOutcome(RowStatus Status)
{
    /// <summary>Exit code of the part that decided; null where there is none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When its first part started.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long its parts ran in sum.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why it did not pass, in one sentence; null where it passed.</summary>
    public string? Message { get; init; }

    /// <summary>How often it was tried; from 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Numbers it reported; of several values of one name the last.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Its scripts, in order.</summary>
    public IReadOnlyList<ScriptResult> Scripts { get; init; } = [];
}
