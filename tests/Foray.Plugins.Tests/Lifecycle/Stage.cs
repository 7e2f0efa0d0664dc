using System.Collections.Concurrent;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;
using Foray.Plugins.Settings;
using Foray.Sdk.Consoles;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Plugins.Tests.Lifecycle;

/// <summary>A host with plugins that are registered by hand, under a clock of its own.</summary>
internal sealed class Stage : IServiceProvider, IOptionsChecker, IConsole, IAsyncDisposable
{
    /// <summary>An option with this beginning fits no schema.</summary>
    public const string Bad = "bad";

    private readonly ConcurrentQueue<string> _told = new();

    public Stage(PluginCatalog? catalog = null, PluginHostOptions? options = null, bool unloadable = false)
    {
        Loader = new PluginLoader(this, unloadable: unloadable);
        Host = new PluginHost(catalog ?? CatalogBuilder.Find(CatalogPlaces.None, new PluginSettings()), Loader, this, Time, options);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public PluginLoader Loader { get; }

    public PluginHost Host { get; }

    /// <summary>What the plugins told since this was asked the last time.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            var told = new List<string>();
            while (_told.TryDequeue(out var line))
                told.Add(line);
            return told;
        }
    }

    public void Tell(string line) => _told.Enqueue(line);

    void IConsole.WriteLine(string text) => Tell(text);

    /// <summary>Registers an actor that requires others: <c>name</c>, or <c>name [1.0,2.0)</c>.</summary>
    public Script Add(string name, params IEnumerable<string> requires) => Add(name, "1.0.0", requires);

    public Script AddVersion(string name, string version) => Add(name, version, []);

    public PluginState StateOf(string name) => Host.StatusOf("result/" + name).State;

    public Actor Actor(string name) => Host.Get<Actor>("result/" + name);

    public Task StartAsync(string id) => Host.StartAsync(id);

    public Task<IReadOnlyList<Diagnostic>> StartAllAsync(IEnumerable<string> ids) => Host.StartAllAsync(ids);

    public Task RestartAsync(string id) => Host.RestartAsync(id);

    /// <summary>Lets time pass, as soon as something has begun, until work has ended, however often it waits.</summary>
    public async Task PassAsync(Task begun, Task work)
    {
        await begun;
        while (!work.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    /// <summary>Lets time pass, as soon as something has begun, until it was given up; what comes after it has all the time it needs.</summary>
    public async Task PassAsync(Task begun, Func<bool> isGivenUp)
    {
        await begun;
        while (!isGivenUp())
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    public static async Task<Diagnostic> RefusalAsync(Func<Task> step) => (await Assert.ThrowsAsync<DiagnosticException>(step)).Diagnostics[0];

    public object? GetService(Type serviceType) =>
        serviceType == typeof(TimeProvider) ? Time : serviceType.IsInstanceOfType(this) ? this : null;

    public IReadOnlyList<Diagnostic> Check(MappingNode options, OptionsSchema schema) =>
        [.. options.Entries.Where(entry => entry.Key.Text.StartsWith(Bad, StringComparison.Ordinal)).Select(entry => Diagnostic.Error("TEST1", $"'{entry.Key.Text}' does not fit"))];

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private Script Add(string name, string version, IEnumerable<string> requires)
    {
        var script = new Script();
        Host.Register<IResultWriter>(new PluginRegistration(name, (_, services) => Make(name, script, services))
        {
            Version = version,
            Requires = [.. requires.Select(other => other.Split(' ')).Select(other => new PluginRequirement("result", other[0], other.Length > 1 ? other[1] : null))],
        });
        return script;
    }

    private Actor Make(string name, Script script, IServiceProvider services)
    {
        if (script.FailsToInitialize)
            throw new InvalidOperationException("no costume");
        script.Made++;
        var health = (IPluginHealth)services.GetService(typeof(IPluginHealth))!;
        if (script.EarlyLimits is { } limits)
            health.ReportDegraded(limits);
        return new Actor(this, name, script, health);
    }
}
