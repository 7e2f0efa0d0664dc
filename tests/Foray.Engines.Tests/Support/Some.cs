using Foray.Engines.Pegasus;
using Foray.Engines.Shell;
using Foray.Engines.Slurm;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Support;

/// <summary>Options and runs that tests vary.</summary>
internal static class Some
{
    public static readonly ShellOptions Options = new() { Name = "trial", Scripts = [Script("all")], Inputs = [] };

    public static readonly SlurmOptions Array = new()
    {
        Name = "trial",
        SubmitLabels = Labels("all"),
        Scripts = [new SlurmScript { Script = "true" }],
        Inputs = [],
        PollInterval = TimeSpan.FromMilliseconds(50),
    };

    public static readonly PegasusOptions Workflow = new()
    {
        Name = "trial",
        SubmitNodeLabels = Labels("submit"),
        Main = "pegasus-plan sort.yml",
        Inputs = [],
        PollInterval = TimeSpan.FromMilliseconds(50),
        Timeout = "-1",
    };

    public static ShellScript Script(string label, string text = "true", string? name = null) =>
        new() { Labels = Labels(label), Script = text, Name = name };

    public static LabelSelector Labels(params string[] labels) => new(labels);

    public static Dictionary<string, IReadOnlyList<ScalarValue>> Matrix(string name, params string[] values) =>
        new() { [name] = [.. values.Select(value => new ScalarValue(value))] };

    public static IReadOnlyList<CasePlan> Plan(ShellOptions options, params ScriptedMachine[] machines) =>
        new ShellExperiment(options, TimeProvider.System).Plan(new FakePlanContext(machines));

    /// <summary>Runs an experiment to its end.</summary>
    public static async Task<FakeExperimentRun> RunAsync(ShellOptions options, params ScriptedMachine[] machines)
    {
        var run = new FakeExperimentRun(Plan(options, machines), machines);
        await RunAsync(options, run);
        return run;
    }

    public static Task RunAsync(ShellOptions options, FakeExperimentRun run, TimeProvider? time = null, CancellationTokenSource? cancel = null) =>
        new ShellExperiment(options, time ?? TimeProvider.System)
            .RunAsync(run, cancel?.Token ?? TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
