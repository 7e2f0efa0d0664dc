using Example.Benchmark;
using Foray.Sdk.Experiments;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Example.Tests;

public sealed class BenchmarkTests
{
    private const string Endless = "sleep 86400";

    [Fact]
    public Task It_keeps_the_contract() => Contracts.KeepAsync(
        PluginConformance.Checks(new PluginSubject(typeof(BenchmarkExperiment)) { Options = new { Labels = new[] { "all" }, Commands = new { one = "true" } } }),
        ExperimentConformance.Checks(new ExperimentSubject
        {
            Passing = host => Benchmark(host, "sleep 0.2"),
            Failing = host => Benchmark(host, "exit 3"),
            Endless = host => Benchmark(host, Endless),
            TimingOut = host => Benchmark(host, Endless, timeout: "1s"),
        }));

    [Fact]
    public async Task It_measures_after_the_warm_up_as_often_as_it_is_told()
    {
        await using var machine = new FakeMachine("m1");
        using var host = new FakeHost(TimeProvider.System);
        var experiment = Benchmark(host, "echo run >> \"$HOME/count\"", warmUp: 2, repetitions: 3);
        using var run = await RunAsync(experiment, machine);

        var outcome = run.Outcome("m1", "work");
        Assert.Equal(RowStatus.Passed, outcome.Status);
        Assert.Equal(3, outcome.Metrics["count"]);
        Assert.InRange(outcome.Metrics["median_s"], outcome.Metrics["min_s"], outcome.Metrics["max_s"]);
        Assert.Equal(5, File.ReadAllLines(machine.PathOf("~/count")).Length);
        Assert.True(File.Exists(Path.Combine(run.Row("m1", "work").Folder, "execution-5", "stdout")));
    }

    [Fact]
    public async Task A_case_that_fails_says_which_execution_did()
    {
        await using var machine = new FakeMachine("m1");
        using var host = new FakeHost(TimeProvider.System);
        using var run = await RunAsync(Benchmark(host, "echo x >> \"$HOME/count\"; [ $(wc -l < \"$HOME/count\") -lt 3 ]", warmUp: 0, repetitions: 5), machine);

        var outcome = run.Outcome("m1", "work");
        Assert.Equal("execution 3 ended with exit code 1", outcome.Message);
        Assert.Equal(2, outcome.Metrics["count"]);
    }

    [Fact]
    public void Its_numbers_are_those_of_the_textbook()
    {
        var numbers = Statistics.Of([9, 2, 4, 4, 5, 4, 5, 7]);

        Assert.Equal([8, 4.5, 5, Math.Sqrt(32.0 / 7), 2, 9], numbers.Values);
        Assert.Empty(Statistics.Of([]));
    }

    private static async Task<FakeExperimentRun> RunAsync(BenchmarkExperiment experiment, FakeMachine machine)
    {
        var run = new FakeExperimentRun(experiment.Plan(new FakePlanContext(machine)), machine);
        await experiment.RunAsync(run, TestContext.Current.CancellationToken);
        return run;
    }

    private static BenchmarkExperiment Benchmark(FakeHost host, string command, int warmUp = 0, int repetitions = 2, string timeout = "1h") =>
        PluginUnderTest.Create<BenchmarkExperiment>(
            new { Labels = new[] { "all" }, Commands = new { work = command }, WarmUp = warmUp, Repetitions = repetitions, Timeout = timeout }, host);
}
