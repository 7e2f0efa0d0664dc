using Foray.Engines.Slurm;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Slurm;

public sealed class ArrayTests : IAsyncLifetime
{
    private readonly FakeMachine _machine = new("login");

    public ValueTask InitializeAsync()
    {
        StandInSlurm.AddTo(_machine);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    [Fact]
    public async Task All_cases_become_one_array_and_bring_back_what_they_left()
    {
        using var run = await RunAsync(Some.Array with
        {
            Matrix = Some.Matrix("n", "1", "2", "3"),
            Scripts = [new SlurmScript { Script = "echo \"n=$n\" >>\"$FORAY_METRICS\"; echo \"$FORAY_CASE $FORAY_MACHINE\"" }, new SlurmScript { Script = "exit $((n - 1))", Name = "last" }],
        });

        Assert.Equal(["1"], Jobs());
        Assert.Equal([RowStatus.Passed, RowStatus.Failed, RowStatus.Failed], Statuses(run));
        var second = run.Outcome("login", "n=2");
        Assert.Equal(1, second.ExitCode);
        Assert.Equal(2, second.Metrics["n"]);
        Assert.Equal("script 'last' ended with exit code 1", second.Message);
        Assert.Equal(["script-1", "last"], second.Scripts.Select(script => script.Name));
        Assert.Equal("n=2 login\n", File.ReadAllText(Path.Combine(run.Row("login", "n=2").Folder, "script-1", "stdout")));
        Assert.Contains($"login last {run.Row("login", "n=2").Id}/work", run.Kept);
        Assert.False(Directory.Exists(_machine.PathOf(run.Row("login", "n=2").Id)));
        Assert.Empty(Directory.EnumerateFiles(_machine.PathOf("slurm"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Cases_that_fail_are_tried_again_in_an_array_of_their_own()
    {
        using var run = await RunAsync(Some.Array with
        {
            Matrix = Some.Matrix("n", "1", "2"),
            Scripts = [new SlurmScript { Script = "[ \"$n\" = 1 ] || [ \"$FORAY_ATTEMPT\" = 3 ]" }],
            Retries = 2,
        });

        Assert.Equal(["1", "2", "3"], Jobs());
        Assert.Equal([RowStatus.Passed, RowStatus.Passed], Statuses(run));
        Assert.Equal((1, 3), (run.Outcome("login", "n=1").Attempts, run.Outcome("login", "n=2").Attempts));
    }

    [Fact]
    public async Task An_array_that_Slurm_refuses_fails_its_cases_with_Slurms_words()
    {
        File.WriteAllText(_machine.PathOf("~/refuse"), "sbatch: error: invalid partition specified: nope\n");
        using var run = Run(Some.Array, out var experiment);

        var error = await Assert.ThrowsAsync<DiagnosticException>(() => experiment.RunAsync(run, TestContext.Current.CancellationToken));

        Assert.Equal("FORAY540", error.Diagnostics[0].Code);
        Assert.Contains("invalid partition specified: nope", run.Outcome("login").Message, StringComparison.Ordinal);
        Assert.Empty(Jobs());
    }

    [Fact]
    public async Task An_array_that_is_too_large_for_the_cluster_is_not_submitted()
    {
        File.WriteAllText(_machine.PathOf("~/config"), "MaxArraySize            = 2\n");
        using var run = Run(Some.Array with { Repeat = 3 }, out var experiment);

        var error = await Assert.ThrowsAsync<DiagnosticException>(() => experiment.RunAsync(run, TestContext.Current.CancellationToken));

        Assert.Equal("FORAY541", error.Diagnostics[0].Code);
        Assert.Empty(Jobs());
    }

    [Fact]
    public async Task An_array_cancelled_from_outside_fails_its_cases_and_says_so()
    {
        using var run = Run(Some.Array with { Scripts = [new SlurmScript { Script = "scancel --name=\"$(cat ~/jobs/1/name)\"; sleep 86400" }] }, out var experiment);

        await experiment.RunAsync(run, TestContext.Current.CancellationToken);

        Assert.Equal(RowStatus.Failed, run.Outcome("login").Status);
        Assert.Contains("Slurm says CANCELLED", run.Outcome("login").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_keeper_that_was_killed_is_replaced_and_nothing_is_submitted_twice()
    {
        var kill = $"kill -9 $(cat \"$FORAY_SHARED\"/../tasks/slurm/*/*/keeper-1/pid | cut -d' ' -f1); until [ -s \"$FORAY_SHARED\"/../tasks/slurm/*/*/keeper-2/pid ]; do :; done";
        using var run = await RunAsync(Some.Array with { Scripts = [new SlurmScript { Script = kill }] });

        Assert.Equal(["1"], Jobs());
        Assert.Equal([RowStatus.Passed], Statuses(run));
    }

    [Fact]
    public async Task Secrets_are_masked_in_what_comes_back()
    {
        var options = Some.Array with { Scripts = [new SlurmScript { Script = "echo \"the word is $word\"" }] };
        using var run = new FakeExperimentRun(Plan(options), _machine) { Variables = new Dictionary<string, string> { ["word"] = "sesame" }, Secret = "sesame" };

        await new SlurmExperiment(options, TimeProvider.System).RunAsync(run, TestContext.Current.CancellationToken);

        Assert.Equal("the word is ***\n", File.ReadAllText(Path.Combine(run.Row("login").Folder, "script-1", "stdout")));
    }

    private async Task<FakeExperimentRun> RunAsync(SlurmOptions options)
    {
        var run = Run(options, out var experiment);
        await experiment.RunAsync(run, TestContext.Current.CancellationToken);
        return run;
    }

    private FakeExperimentRun Run(SlurmOptions options, out SlurmExperiment experiment)
    {
        experiment = new SlurmExperiment(options, TimeProvider.System);
        return new FakeExperimentRun(Plan(options), _machine);
    }

    private IReadOnlyList<CasePlan> Plan(SlurmOptions options) => new SlurmExperiment(options, TimeProvider.System).Plan(new FakePlanContext(_machine));

    private static IEnumerable<RowStatus> Statuses(FakeExperimentRun run) => run.Ended.OrderBy(end => end.Row.Case.Name, StringComparer.Ordinal).Select(end => end.Outcome.Status);

    private IEnumerable<string> Jobs() => Directory.Exists(_machine.PathOf("~/jobs")) ? Directory.EnumerateDirectories(_machine.PathOf("~/jobs")).Select(path => Path.GetFileName(path)).Order() : [];
}
