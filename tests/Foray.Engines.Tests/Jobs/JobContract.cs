using Foray.Engines.Jobs;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Engines.Tests.Jobs;

public sealed class JobContract : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("foray-tests-").FullName;

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(SuiteOf((_, _, _) => null!, isEverywhere: false))];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract_on_any_machine(string check) => ConformanceSuite.RunAsync(SuiteOf(Create, isEverywhere: false), check, TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract_on_each_machine(string check) => ConformanceSuite.RunAsync(SuiteOf(Create, isEverywhere: true), check, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IReadOnlyList<ConformanceCheck> SuiteOf(Func<FakeHost, string, Dictionary<string, object?>, JobExperiment> create, bool isEverywhere) =>
    [
        .. ExperimentConformance.Checks(new ExperimentSubject
        {
            Passing = host => create(host, "sleep 0.3", Options(isEverywhere, ("variants", new { n = new[] { 1, 2 } }))),
            Failing = host => create(host, "exit 3", Options(isEverywhere)),
            Endless = host => create(host, "sleep 86400 & setsid sleep 86400 & wait", Options(isEverywhere)),
            TimingOut = host => create(host, "sleep 86400 & setsid sleep 86400 & wait", Options(isEverywhere, ("timeout", "1s"))),
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(JobExperiment)) { Options = Options(isEverywhere) }),
    ];

    private static Dictionary<string, object?> Options(bool isEverywhere, params (string Key, object Value)[] more)
    {
        var options = new Dictionary<string, object?> { ["name"] = "trial", ["labels"] = new[] { "all" }, ["tests"] = new[] { "t" }, ["everywhere"] = isEverywhere };
        foreach (var (key, value) in more)
            options[key] = value;
        return options;
    }

    private JobExperiment Create(FakeHost host, string script, Dictionary<string, object?> options)
    {
        var path = Path.Combine(_folder, "test.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Executable);
        host.Add<ITestBench>(RealBench.Open());
        options["tests"] = new[] { path };
        return PluginUnderTest.Create<JobExperiment>(options, host);
    }
}
