using Foray.Configuration.Checking;
using Foray.Sdk.Experiments;

namespace Foray.Experiments.Running;

/// <summary>An experiment of the file with all of its rows.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Name">Its name.</param>
/// <param name="Experiment">The plugin.</param>
/// <param name="Rows">Its rows, in the order of the plan.</param>
internal sealed record PlannedExperiment(CheckedSection Section, string Name, IExperiment Experiment, IReadOnlyList<Row> Rows)
{
    /// <summary>True where it has more than one case, so that outputs of cases need folders of their own.</summary>
    public bool HasSeveralCases { get; } = Rows.Select(row => row.Case.Name).Distinct(StringComparer.Ordinal).Skip(1).Any();

    /// <summary>True where another experiment of the file has outputs too, so that those of each need a folder of their own.</summary>
    public bool SharesOutputs { get; init; }

    /// <summary>Rows that have to be run.</summary>
    public IReadOnlyList<Row> Pending => [.. Rows.Where(row => row.Reused is null)];
}
