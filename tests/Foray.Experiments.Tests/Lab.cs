using System.Text.Json;
using Foray.Experiments.Events;
using Foray.Experiments.Reading;
using Foray.Experiments.Running;
using Foray.Experiments.State;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Settings;
using Foray.Processes;
using Foray.Sdk.Consoles;
using Foray.Sdk.Diagnostics;
using Foray.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Experiments.Tests;

/// <summary>An experiment in a folder of its own, with the plugins of <c>Foray.Fixtures.Lab</c>.</summary>
internal sealed class Lab : IDisposable, IServiceProvider, IConsole, IRunObserver
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lock _lock = new();
    private readonly List<string> _told = [];
    private readonly List<RunEvent> _events = [];

    public Lab(string yaml, PluginSettings? settings = null)
    {
        Write(yaml);
        settings ??= new PluginSettings { Active = new Dictionary<string, IReadOnlyList<string>> { ["result"] = ["blot", "tally"] } };
        var catalog = CatalogBuilder.FromAssemblies([Path.Combine(AppContext.BaseDirectory, "Foray.Fixtures.Lab.dll")], settings);
        Services = new ExperimentServices(catalog, [], new PluginLoader(this), new(() => new SystemProcesses()), Clock, this);
    }

    /// <summary>Two machines, and two cases on each.</summary>
    public const string Simple = """
        name: demo
        sites:
          - { kind: lab, labels: [left], number: 2 }
        experiments:
          - { kind: trial, name: first, labels: [left], cases: [a, b] }
        """;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    public ExperimentServices Services { get; }

    public TemporaryFolder Folder => _folder;

    public ExperimentPaths Paths => new(_folder.At("experiment.yml"));

    public ExperimentState State => StateStore.Read(Paths);

    public IReadOnlyList<JournalRecord> Records =>
        [.. Journal.Read(Paths.Journal).Select(json => JsonSerializer.Deserialize(json.Span, JournalJson.Default.JournalRecord)!)];

    public IReadOnlyList<RunEvent> Events => [.. _events];

    /// <summary>Called with each event.</summary>
    public Action<RunEvent> Observe { get; set; } = static _ => { };

    /// <summary>Called with each line that a plugin tells.</summary>
    public Action<string> Hear { get; set; } = static _ => { };

    /// <summary>What the plugins told since this was asked the last time.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_lock)
            {
                string[] told = [.. _told];
                _told.Clear();
                return told;
            }
        }
    }

    public void Write(string yaml) => _folder.Write("experiment.yml", yaml);

    public void SwitchOn(string name) => _folder.Write($"lab/{name}");

    public void SwitchOff(string name) => File.Delete(_folder.At($"lab/{name}"));

    public Task<RunReport> UpAsync(bool force = false) =>
        new ExperimentWork(Services, Paths).UpAsync(new RunOptions { Force = force }, TestContext.Current.CancellationToken);

    public Task<RunReport> RunAsync(bool force = false, CancellationToken? cancellation = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return new ExperimentWork(Services, Paths).RunAsync(new RunOptions { Force = force }, cancellation ?? TestContext.Current.CancellationToken);
    }

    public Task<RunReport> DownAsync() => new ExperimentWork(Services, Paths).DownAsync(TestContext.Current.CancellationToken);

    /// <summary>Rows as <c>case machine reason</c>.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync(bool force = false)
    {
        var plan = await new PlanReader(Services).ReadAsync(Paths, new RunOptions { Force = force });
        Assert.Empty(plan.Diagnostics);
        return [.. plan.Rows.Select(row => $"{row.Case} {row.Machine} {row.Reason}")];
    }

    /// <summary>Makes the journal what it was when only these had been recorded: what Foray's death leaves.</summary>
    public void Rewind(IEnumerable<JournalRecord> records)
    {
        File.Delete(Paths.Journal);
        using var store = StateStore.Open(Paths);
        foreach (var record in records)
            store.Add(record);
    }

    /// <summary>A run of which no error was reported but that of the format that always fails.</summary>
    public static void AssertFine(RunReport report) =>
        Assert.DoesNotContain(report.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error && !diagnostic.Message.Contains("'blot'", StringComparison.Ordinal));

    public object? GetService(Type serviceType) => serviceType == typeof(IConsole) ? this : null;

    public void WriteLine(string text)
    {
        lock (_lock)
            _told.Add(text);
        Hear(text);
    }

    public void On(RunEvent happened)
    {
        _events.Add(happened);
        Observe(happened);
    }

    public void Dispose() => _folder.Dispose();
}
