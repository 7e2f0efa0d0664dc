using Foray.Runners.Programs;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runners.Tests.Programs;

public sealed class ExecTestRunnerContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. RunnerConformance.Checks(new RunnerSubject(host => PluginUnderTest.Create<ExecTestRunner>(null, host))
        {
            PrepareFolder = folder => TestScript.Write(folder, "test.sh", """case $1 in pass) sleep 0.5 ;; fail) exit 3 ;; *) exec sleep 86400 ;; esac"""),
            Passing = new Runnable("exec-test", "test.sh") { Arguments = ["pass"] },
            Failing = new Runnable("exec-test", "test.sh") { Arguments = ["fail"] },
            Endless = new Runnable("exec-test", "test.sh") { Arguments = ["endless"] },
            Wrong = new Runnable("exec-test", "/no/such/program"),
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(ExecTestRunner))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
