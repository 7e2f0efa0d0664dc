using Foray.Sdk.Results;

namespace Foray.Experiments.Running;

/// <summary>Rows as results.</summary>
internal static class RowResults
{
    /// <summary>A row that has ended, in this run or an earlier one.</summary>
    public static CaseResult Of(Row row, string runId, string folder) =>
        new(row.Experiment, row.Case.Name, row.MachineName, row.Reused?.Run ?? runId, row.Case.Parameters, row.Outcome!, row.Reused?.Folder ?? folder);
}
