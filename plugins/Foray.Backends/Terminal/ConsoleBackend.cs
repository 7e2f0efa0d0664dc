using System.Collections.Concurrent;
using System.Globalization;
using Foray.Sdk.Consoles;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Terminal;

/// <summary>Lines for the person at the terminal.</summary>
[Plugin("console")]
public sealed class ConsoleBackend(ConsoleBackendOptions options, IConsole console, TimeProvider time) : IBackend, IClaimsResources, IPluginLifecycle
{
    private const int LongestText = 200;

    private readonly ConcurrentDictionary<string, RunStart> _runs = new();
    private readonly OrderedDictionary<(string Run, string Name), Metric> _pending = [];
    private long _since = time.GetTimestamp();

    /// <inheritdoc/>
    public IReadOnlyList<ResourceClaim> Claims { get; } = [ResourceClaim.StandardOutput];

    /// <inheritdoc/>
    public bool Accepts(MetricType type) => type is MetricType.Scalar or MetricType.System or MetricType.Text or MetricType.Parameter or MetricType.Tag;

    /// <inheritdoc/>
    public Task BeginAsync(RunStart run, CancellationToken cancellationToken)
    {
        _runs[run.Id] = run;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (options.Interval == TimeSpan.Zero)
        {
            foreach (var metric in batch)
                Print(metric);
            return Task.CompletedTask;
        }

        foreach (var metric in batch)
            _pending[(metric.Run, metric.Name)] = metric;
        if (time.GetElapsedTime(_since) >= options.Interval)
            PrintPending();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken)
    {
        PrintPending();
        console.WriteLine($"{Clean(run.Name)}: {state.ToString().ToLowerInvariant()}");
        _runs.TryRemove(run.Id, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        PrintPending();
        return Task.CompletedTask;
    }

    private void PrintPending()
    {
        foreach (var metric in _pending.Values)
            Print(metric);
        _pending.Clear();
        _since = time.GetTimestamp();
    }

    private void Print(Metric metric)
    {
        var run = _runs.TryGetValue(metric.Run, out var start) ? start.Name : metric.Run;
        var step = metric.Step is { } number ? string.Create(CultureInfo.InvariantCulture, $" [{number}]") : "";
        var value = metric.Text ?? metric.Number?.ToString("G6", CultureInfo.InvariantCulture) ?? "";
        console.WriteLine($"{Clean(run)}: {Clean(metric.Name)}{step} = {Clean(value)}");
    }

    /// <summary>One line without control characters: they could move the cursor, or worse.</summary>
    private static string Clean(string text)
    {
        var line = string.Concat(text.Take(LongestText).Select(character => char.IsControl(character) ? ' ' : character));
        return text.Length > LongestText ? line + "…" : line;
    }
}
