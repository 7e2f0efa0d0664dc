using Foray.Runners.Tap;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runners.Tests.Tap;

public sealed class TapRunnerTests
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. RunnerConformance.Checks(new RunnerSubject(host => PluginUnderTest.Create<TapRunner>(null, host))
        {
            PrepareFolder = folder => TestScript.Write(folder, "test.t", """case $1 in pass) sleep 0.5; echo 1..1; echo ok ;; fail) echo 1..1; echo not ok ;; *) exec sleep 86400 ;; esac"""),
            Passing = new Runnable("tap", "test.t") { Arguments = ["pass"] },
            Failing = new Runnable("tap", "test.t") { Arguments = ["fail"] },
            Endless = new Runnable("tap", "test.t") { Arguments = ["endless"] },
            Wrong = new Runnable("tap", "/bin/true"),
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(TapRunner))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    [Fact]
    public async Task What_a_program_prints_as_TAP_decides()
    {
        await using var bench = new TestBench();
        bench.Script("a.t", "echo 1..2; echo 'ok 1 - one'; echo 'not ok 2 - two'; echo 'not ok 3' >&2");

        Assert.Equal(new TestOutcome(TestStatus.Fail, "1 of 2 failed: 'two'"), await bench.RunAsync(PluginUnderTest.Create<TapRunner>(), new Runnable("tap", "a.t")));
    }

    [Fact]
    public async Task A_program_that_is_missing_is_an_error_that_says_so()
    {
        await using var bench = new TestBench();

        Assert.Equal(new TestOutcome(TestStatus.Error, "there is no file './b.t'"), await bench.RunAsync(PluginUnderTest.Create<TapRunner>(), new Runnable("tap", "./b.t")));
    }

    [Fact]
    public async Task A_hundred_megabytes_of_one_line_and_of_many_are_read_to_their_end()
    {
        await using var bench = new TestBench();
        bench.Script("big.t", "head -c 60000000 /dev/zero | tr '\\0' x; echo; yes 'ok - a name of some length' | head -n 1500000; echo 1..1500000");

        Assert.Equal(new TestOutcome(TestStatus.Pass), await bench.RunAsync(PluginUnderTest.Create<TapRunner>(), new Runnable("tap", "big.t")));
    }
}
