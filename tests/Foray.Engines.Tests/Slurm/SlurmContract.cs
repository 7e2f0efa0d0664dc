using Foray.Engines.Slurm;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Engines.Tests.Slurm;

public sealed class SlurmContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. ExperimentConformance.Checks(new ExperimentSubject
        {
            Passing = host => Create(host, "sleep 0.3; echo 1 >result", new { outputs = new[] { new { Src = "result" } }, matrix = new { n = new[] { 1, 2 } } }),
            Failing = host => Create(host, "exit 3"),
            Endless = host => Create(host, "sleep 86400"),
            TimingOut = host => Create(host, "sleep 86400", new { timeout = "1s" }),
            Outputs = ["result"],
            Prepare = StandInSlurm.AddTo,
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(SlurmExperiment)) { Options = Options("true", new { }) }),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    private static SlurmExperiment Create(FakeHost host, string script, object? more = null) => PluginUnderTest.Create<SlurmExperiment>(Options(script, more ?? new { }), host);

    private static Dictionary<string, object?> Options(string script, object more)
    {
        var options = new Dictionary<string, object?>
        {
            ["name"] = "trial",
            ["inputs"] = Array.Empty<string>(),
            ["submit_labels"] = new[] { "all" },
            ["poll_interval"] = "50ms",
            ["scripts"] = new[] { new { Script = script, Executable = "/bin/sh" } },
        };
        foreach (var property in more.GetType().GetProperties())
            options[property.Name] = property.GetValue(more);
        return options;
    }
}
