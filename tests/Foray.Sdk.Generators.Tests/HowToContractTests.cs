using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Foray.Sdk.Commands;
using Foray.Sdk.Hooks;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Programs;
using Foray.Sdk.Services;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Generators.Tests;

/// <summary>The plugin in a how-to keeps the contract that the page tells.</summary>
public sealed class HowToContractTests
{
    private static readonly Dictionary<string, Func<Type, IReadOnlyList<ConformanceCheck>>> Suites = new()
    {
        ["command"] = plugin => CommandConformance.Checks(new CommandSubject(host => Make<ICommand>(plugin, new { Deep = true }, host))
        {
            Misused = host => Make<ICommand>(plugin, new { Folder = "nowhere" }, host),
            Prepare = folder => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "output")).FullName, "results.json"), "{}"),
        }),
        ["hook"] = plugin => HookConformance.Checks(new HookSubject(host => Make<IHook>(plugin, null, host))),
        ["integration"] = Integration,
        ["job_hook"] = plugin => JobHookConformance.Checks(new JobHookSubject(host => Make<IJobHook>(plugin, null, host))),
        ["resolver"] = plugin => ResolverConformance.Checks(new ResolverSubject(host => Make<IResolver>(plugin, null, host), "night.list")
        {
            Prepare = folder => File.WriteAllText(Path.Combine(folder, "night.list"), "one\ntwo\n"),
        }),
        ["runner"] = plugin => RunnerConformance.Checks(new RunnerSubject(host => Make<IRunner>(plugin, null, host))
        {
            Passing = new Runnable("quiet", "/bin/sh") { Arguments = ["-c", "sleep 0.5; echo it\\'s fine"] },
            Failing = new Runnable("quiet", "/bin/echo") { Arguments = ["FAIL"] },
            Endless = new Runnable("quiet", "/bin/sleep") { Arguments = ["86400"] },
        }),
        ["runtime"] = plugin => RuntimeConformance.Checks(new RuntimeSubject(host =>
        {
            host.Processes.Answer("lua5.4", _ => new ProcessResult(0, "", "", TimedOut: false));
            return Make<IRuntime>(plugin, null, host);
        })),
        ["service"] = plugin => ServiceConformance.Checks(new ServiceSubject(host => Make<IService>(plugin, null, host))
        {
            WrongArguments = new Dictionary<string, JsonArray> { ["next"] = [1] },
            Private = ["next"],
        }),
        ["spawner"] = plugin => SpawnerConformance.Checks(new SpawnerSubject(host => Pool(Make<ISpawner>(plugin, null, host))) { Machines = 2 }),
    };

    public static TheoryData<string> Kinds => [.. Suites.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_plugin_of_a_how_to_keeps_its_contract(string kind)
    {
        var plugin = HowToPage.LoadPlugin(kind);

        await ConformanceSuite.RunAllAsync(Suites[kind](plugin), TestContext.Current.CancellationToken);
    }

    private static T Make<T>(Type plugin, object? options, FakeHost host) => (T)PluginUnderTest.Create(plugin, options, host);

    private static IReadOnlyList<ConformanceCheck> Integration(Type plugin)
    {
        var meter = new Meter($"kit-{Guid.NewGuid():N}");
        var temperature = meter.CreateHistogram<double>("temperature");
        return IntegrationConformance.Checks(new IntegrationSubject(host => Make<IIntegration>(plugin, new { Meter = meter.Name }, host), () => temperature.Record(20)));
    }

    // The machines of the page's pool are added by who has them.
    private static ISpawner Pool(ISpawner spawner)
    {
        var add = spawner.GetType().GetMethod("Add")!.CreateDelegate<Action<IMachine>>(spawner);
        foreach (var name in (IEnumerable<string>)["m1", "m2"])
            add(new ScriptedMachine(name) { OnStart = command => Task.FromResult<int?>(int.Parse(command.Script.Split(' ')[^1])) });
        return spawner;
    }
}
