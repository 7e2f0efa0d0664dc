using Foray.Engines.Pegasus;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Engines.Tests.Pegasus;

public sealed class PegasusContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. ExperimentConformance.Checks(new ExperimentSubject
        {
            Passing = host => Create(host, "sleep 0.3; echo 1 >result; pegasus-plan --submit sort.yml", new { outputs = new[] { new { Src = "result" } } }),
            Failing = host => Create(host, "exit 3"),
            Endless = host => Create(host, "mkdir -p ~/pegasus; touch ~/pegasus/endless; pegasus-plan sort.yml"),
            TimingOut = host => Create(host, "mkdir -p ~/pegasus; touch ~/pegasus/endless; pegasus-plan sort.yml", new { timeout = "1s" }),
            Outputs = ["result", "submit"],
            Prepare = StandInPegasus.AddTo,
            Patience = TimeSpan.FromMinutes(1),
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(PegasusExperiment)) { Options = Options("true", new { }) }),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    private static PegasusExperiment Create(FakeHost host, string main, object? more = null) => PluginUnderTest.Create<PegasusExperiment>(Options(main, more ?? new { }), host);

    private static Dictionary<string, object?> Options(string main, object more)
    {
        var options = new Dictionary<string, object?>
        {
            ["name"] = "trial",
            ["inputs"] = Array.Empty<string>(),
            ["main"] = main,
            ["submit_node_labels"] = new[] { "all" },
            ["poll_interval"] = "50ms",
            ["timeout"] = "-1",
            ["setup"] = new[] { new { Labels = new[] { "all" }, Script = "true", Executable = "/bin/sh" } },
        };
        foreach (var property in more.GetType().GetProperties())
            options[property.Name] = property.GetValue(more);
        return options;
    }
}
