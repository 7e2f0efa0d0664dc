using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Reading;

/// <summary>What <c>run</c> would do.</summary>
/// <param name="Diagnostics">What is wrong with the file; the rest is empty where there are errors.</param>
/// <param name="Machines">Each machine and what would happen to it.</param>
/// <param name="Installs">Each installation and what would happen.</param>
/// <param name="Hooks">Each hook, when it has its turn, and where.</param>
/// <param name="Rows">Each row and why it would be run, or not.</param>
public sealed record ExperimentPlan(
    IReadOnlyList<Diagnostic> Diagnostics,
    IReadOnlyList<PlanStep> Machines,
    IReadOnlyList<PlanStep> Installs,
    IReadOnlyList<PlanStep> Hooks,
    IReadOnlyList<PlanRow> Rows);
