using System.Globalization;

namespace Foray.Engines.Pegasus;

/// <summary>The scripts of every case.</summary>
/// <param name="Setup">Those before the workflow.</param>
/// <param name="Main">The one that plans or submits it.</param>
/// <param name="Post">Those after it.</param>
internal sealed record WorkflowSteps(IReadOnlyList<WorkflowStep> Setup, WorkflowStep Main, IReadOnlyList<WorkflowStep> Post)
{
    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<WorkflowStep> All => [.. Setup, Main, .. Post];

    /// <summary>The scripts that options describe.</summary>
    public static WorkflowSteps Of(PegasusOptions options) => new(
        Named("setup", options.Setup),
        new WorkflowStep("main", options.SubmitNodeLabels, options.Main, "/bin/bash"),
        Named("post", options.PostScripts));

    private static IReadOnlyList<WorkflowStep> Named(string name, IReadOnlyList<PegasusScript> scripts) =>
        [.. scripts.Select((script, i) => new WorkflowStep(string.Create(CultureInfo.InvariantCulture, $"{name}-{i + 1}"), script.Labels, script.Script, script.Executable))];
}
