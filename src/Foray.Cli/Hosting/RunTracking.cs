using System.Globalization;
using Foray.Experiments.Tracking;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;
using Foray.Tracking.Collecting;
using Foray.Tracking.Queries;
using Foray.Tracking.Routing;
using Foray.Tracking.Runs;

namespace Foray.Cli.Hosting;

/// <summary>Keeps the numbers of a run in the store of its output folder, and sends them to the backends of its file.</summary>
internal sealed class RunTracking : IRunTracking
{
    private const string Store = "store";

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly Tracker _tracker;
    private readonly ScriptServer? _server;

    private RunTracking(Tracker tracker, OwnedRuns runs, ScriptServer? server) => (_tracker, Tracker, _server) = (tracker, runs, server);

    public IRunTracker Tracker { get; }

    public static async Task<IRunTracking> OpenAsync(TrackingRequest request, CancellationToken cancellationToken)
    {
        var tracker = await Foray.Tracking.Runs.Tracker.OpenAsync(
            new TrackerOptions { Store = request.Store, Sinks = [.. request.Sinks.Select(SinkOf)], RefersToArtifacts = true, Report = request.Report }, cancellationToken);
        try
        {
            var runs = new OwnedRuns(tracker);
            return new RunTracking(tracker, runs, await ScriptServer.OpenAsync(tracker.Store, runs, request.Experiment, request.Report, cancellationToken));
        }
        catch
        {
            await tracker.DisposeAsync();
            throw;
        }
    }

    public IReadOnlyDictionary<string, string> Complete(string run, IReadOnlyDictionary<string, string> variables) => _server?.Variables.AddTo(variables, run) ?? variables;

    /// <inheritdoc/>
    public void Collect(ITrackedRun run, ICollector collector, IMachine? machine) => ((TrackedRun)run).Collect(collector, machine: machine);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> StopAsync(Action<IReadOnlyList<SinkBacklog>> progress, CancellationToken deadline)
    {
        // The store is the tracker's, and is closed with it.
        if (_server is not null)
            await _server.DisposeAsync();
        var stop = _tracker.StopAsync(deadline);
        using var timer = new PeriodicTimer(ProgressInterval);
        while (await Task.WhenAny(stop, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != stop)
            progress([.. _tracker.Sinks.Where(sink => sink.Queued > 0).Select(sink => new SinkBacklog(sink.Name, sink.Queued))]);
        var report = await stop;
        return [.. report.Ledger.GroupBy(line => line.Sink, StringComparer.Ordinal)
            .Where(lines => lines.Key != Store || lines.Any(line => line.Dropped.Count > 0))
            .Select(lines => Describe(lines.Key, [.. lines])),
            .. report.Collections.Where(collection => collection.Failed > 0).Select(Describe)];
    }

    /// <summary>What is wrong with a filter of metrics.</summary>
    public static IReadOnlyList<Diagnostic> CheckFilter(string filter)
    {
        try
        {
            MetricQuery.ParseFilter(filter);
            return [];
        }
        catch (DiagnosticException refusal)
        {
            return refusal.Diagnostics;
        }
    }

    private static SinkOptions SinkOf(TrackedSink sink) => new(sink.Name, sink.Backend)
    {
        Rules =
        [
            new SinkRule
            {
                Sources = [.. sink.Sources.Select(pattern => new NamePattern(pattern))],
                Names = [.. sink.Metrics.Select(pattern => new NamePattern(pattern))],
                Types = sink.Types,
                Filter = MetricQuery.ParseFilter(sink.Filter ?? ""),
            },
        ],
        Policy = sink.Policy switch { "drop_oldest" => SinkPolicy.DropOldest, "downsample" => SinkPolicy.Downsample, _ => SinkPolicy.Block },
    };

    private static string Describe(CollectionReport collection)
    {
        var machine = collection.Machine is null ? "" : $" of {collection.Machine}";
        return string.Create(CultureInfo.InvariantCulture, $"{collection.Collector}{machine}: {collection.Failed} of {collection.Measured + collection.Failed} measurements failed ({collection.LastError})");
    }

    private static string Describe(string sink, IReadOnlyList<LedgerLine> lines)
    {
        var dropped = lines.SelectMany(line => line.Dropped).GroupBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => string.Create(CultureInfo.InvariantCulture, $", {reason.Sum(entry => entry.Value)} dropped ({reason.Key})"));
        return string.Create(CultureInfo.InvariantCulture, $"{sink}: {lines.Sum(line => line.Delivered)} of {lines.Sum(line => line.Accepted)} metrics delivered{string.Concat(dropped)}");
    }
}
