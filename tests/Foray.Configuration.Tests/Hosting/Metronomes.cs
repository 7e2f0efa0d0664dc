using System.Collections.Concurrent;
using Foray.Configuration.Hosting;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Sdk.Consoles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foray.Configuration.Tests.Hosting;

/// <summary>A program with dependency injection that uses the package of the fixture, and what the plugin told it.</summary>
internal sealed class Metronomes : IConsole, ILoggerProvider, ILogger, IAsyncDisposable
{
    public const string Id = "result/metronome";

    private readonly ConcurrentQueue<string> _told = new();
    private readonly ConcurrentDictionary<string, Metronomes> _categories = new();
    private readonly ServiceProvider _services;

    public Metronomes(Action<ForayPluginsOptions>? configure = null)
    {
        var services = new ServiceCollection()
            .AddSingleton<IConsole>(this)
            .AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.AddProvider(this))
            .AddForayPlugins(options =>
            {
                options.Places = CatalogPlaces.None with { Files = [AssemblyPath] };
                configure?.Invoke(options);
            });
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public static string AssemblyPath
    {
        get
        {
            var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Foray.Fixtures.Metronome", configuration, "Foray.Fixtures.Metronome.dll"));
        }
    }

    public PluginHost Host => Get<PluginHost>();

    /// <summary>Names of the loggers that were asked for.</summary>
    public IEnumerable<string> Loggers => _categories.Keys;

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

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public AsyncServiceScope OpenScope() => _services.CreateAsyncScope();

    public Task StartAsync() => Host.StartAsync(Id);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public void WriteLine(string text) => _told.Enqueue(text);

    public ILogger CreateLogger(string categoryName) => _categories.GetOrAdd(categoryName, this);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _told.Enqueue($"{logLevel}: {formatter(state, exception)}");

    void IDisposable.Dispose()
    {
    }
}
