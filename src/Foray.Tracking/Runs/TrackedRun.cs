using System.Collections.Concurrent;
using System.Globalization;
using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;
using Foray.Tracking.Collecting;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;

namespace Foray.Tracking.Runs;

/// <summary>A run that is being tracked. Members may be called from several threads at once; what they took survives the end of the process when they return.</summary>
public sealed class TrackedRun : ITrackedRun, IDisposable
{
    private const long MostBytes = 1 << 30;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<SeriesKey, MetricHandle> _handles = new();
    private readonly ConcurrentDictionary<string, SeriesTimes> _times = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly SpoolWriter _spool;
    private readonly IArtifactKeeper _artifacts;
    private readonly UnixClock _clock;
    private readonly Action<TrackedRun> _forget;
    private volatile bool _begun;
    private volatile bool _ended;
    private bool _endIsKept;

    internal TrackedRun(RunStart start, SpoolWriter spool, IArtifactKeeper artifacts, UnixClock clock, RunSources sources, Action<TrackedRun> forget) =>
        (Start, _spool, _artifacts, _clock, Sources, _forget) = (start, spool, artifacts, clock, sources, forget);

    /// <inheritdoc/>
    public RunStart Start { get; }

    /// <inheritdoc/>
    public string Run => Start.Id;

    /// <summary>How the run ends where it is disposed without an end. Default: finished.</summary>
    public RunState StateOnDispose { get; set; } = RunState.Finished;

    /// <summary>What reports to the run by itself.</summary>
    internal RunSources Sources { get; }

    /// <summary>The handle of a metric; the same one for the same name.</summary>
    /// <param name="name">Letters, digits, <c>_</c>, <c>-</c>, <c>.</c>, <c>/</c> and blanks; at most 250 of them.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The name cannot be one, or the run has ended (FORAY320).</exception>
    public MetricHandle Metric(string name) => FindHandle(name, MetricType.Scalar, "", NoTags);

    /// <summary>Sets a parameter. Setting it again to the same value changes nothing.</summary>
    /// <param name="name">As the name of a metric.</param>
    /// <param name="value">At most 6,000 characters.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It has another value, cannot have this name or value, the run has ended (FORAY320), or there is no room (FORAY316).</exception>
    public void Param(string name, string value) => Log(new Metric(Run, name, MetricType.Parameter, Now()) { Text = value });

    /// <summary>Sets a tag; a later value replaces it.</summary>
    /// <param name="name">As the name of a metric.</param>
    /// <param name="value">At most 5,000 characters; null removes the tag.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It cannot have this name or value, the run has ended (FORAY320), or there is no room (FORAY316).</exception>
    public void Tag(string name, string? value) => Log(new Metric(Run, name, MetricType.Tag, Now()) { Text = value });

    /// <summary>Keeps anything that a run reports.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is not what its type has to be, the run has ended (FORAY320), or there is no room (FORAY316).</exception>
    public void Log(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (metric.Run != Run)
            throw new ArgumentException($"The metric is of run '{metric.Run}'.", nameof(metric));
        if (metric.Step == PointBlock.NoStep)
            throw TrackingErrors.InvalidStep(metric.Name);
        switch (metric.Type)
        {
            case MetricType.Scalar or MetricType.System:
                LogPoint(metric);
                break;
            case MetricType.Parameter:
                SetParameter(metric);
                break;
            case MetricType.Tag:
                TrackedNames.CheckTag(metric.Name, metric.Text);
                TryAppend(metric);
                break;
            default:
                TrackedNames.CheckMetric(metric.Name);
                TryAppend(metric);
                break;
        }
    }

    /// <inheritdoc/>
    public Task LogArtifactAsync(string path, string file, CancellationToken cancellationToken) =>
        LogArtifactAsync(path, () => _artifacts.KeepAsync(file, cancellationToken));

    /// <inheritdoc/>
    public Task LogArtifactAsync(string path, Stream content, CancellationToken cancellationToken) =>
        LogArtifactAsync(path, () => _artifacts.KeepAsync(content, cancellationToken));

    private async Task LogArtifactAsync(string path, Func<Task<KeptArtifact>> keep)
    {
        ArgumentNullException.ThrowIfNull(path);
        TrackedNames.CheckArtifactPath(path);
        RefuseAfterEnd();
        var kept = await keep();
        var artifact = new ArtifactLogged(Run, path, kept.Hash, kept.Size) { Location = kept.Location };
        if (TryBegin(isPoint: false))
            _spool.TryAppend(RecordKind.Artifact, Times(path).Now(), RecordWriter.Artifact(artifact));
    }

    /// <summary>
    /// Measures with a collector, at once and at its interval, until the run ends. The collector is started before, and stopped after; it belongs to this run until then. Where it
    /// fails or hangs, that is told once and counted (<see cref="TrackerReport.Collections"/>), and the run goes on.
    /// </summary>
    /// <param name="collector">What measures. Its name, which is that of the plugin, becomes the source of its metrics.</param>
    /// <param name="interval">Time from one measurement to the next; zero for a single one. Default: the collector's own.</param>
    /// <param name="machine">A machine to measure, whose name the metrics then begin with. Default: this computer.</param>
    /// <exception cref="ArgumentException">The collector measures this computer alone, and no machines.</exception>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The run has ended (FORAY320).</exception>
    public void Collect(ICollector collector, TimeSpan? interval = null, IMachine? machine = null)
    {
        ArgumentNullException.ThrowIfNull(collector);
        if (machine is not null && collector is not IMachineCollector)
            throw new ArgumentException("The collector measures no machines.", nameof(machine));
        if (!Sources.TryCollect(this, collector, interval, machine))
            throw TrackingErrors.HasEnded(Run);
    }

    /// <summary>Takes what an integration hears until the run ends. Where it fails, that is told, and the run goes on.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The run has ended (FORAY320).</exception>
    public void Listen(IIntegration integration)
    {
        ArgumentNullException.ThrowIfNull(integration);
        if (!Sources.TryListen(this, integration))
            throw TrackingErrors.HasEnded(Run);
    }

    /// <summary>Ends the run; nothing can be logged to it any more. Waits some seconds at most for collectors and integrations. Safe to repeat: the first end stays.</summary>
    public void End(RunState state)
    {
        Sources.Stop();
        lock (_gate)
        {
            if (_endIsKept)
                return;
            _ended = true;
            foreach (var handle in _handles.Values)
                handle.Close();
            // Where it throws, the run can be ended again when there is room.
            if (_begun)
                _spool.TryAppend(RecordKind.RunFinished, _clock.Now(), RecordWriter.Finished(Run, state));
            _endIsKept = true;
        }

        _forget(this);
    }

    /// <summary>Ends the run as <see cref="StateOnDispose"/> says, where it has no end yet.</summary>
    public void Dispose() => End(StateOnDispose);

    /// <summary>Notes that the run has begun.</summary>
    internal void Begin() => TryBegin(isPoint: false);

    private static IReadOnlyDictionary<string, string> NoTags { get; } = new Dictionary<string, string>();

    private DateTimeOffset Now() => RecordReader.Time(_clock.Now());

    private void LogPoint(Metric metric)
    {
        var number = metric.Number ?? throw TrackingErrors.NoValue(metric.Name, "number");
        FindHandle(metric.Name, metric.Type, metric.Source, metric.Tags).Log(number, metric.Step ?? PointBlock.NoStep, metric.UnixNanoseconds);
    }

    private MetricHandle FindHandle(string name, MetricType type, string source, IReadOnlyDictionary<string, string> tags)
    {
        RefuseAfterEnd();
        var key = new SeriesKey(name, type, source, tags.Count == 0 ? "" : string.Join('\n', tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}\t{tag.Value}")));
        if (_handles.TryGetValue(key, out var known))
            return known;
        TrackedNames.CheckMetric(name);
        lock (_gate)
        {
            RefuseAfterEnd();
            return _handles.GetOrAdd(key, _ => new MetricHandle(name, NewSeries(new SeriesDefinition(Run, name, type, source, tags)), _clock));
        }
    }

    private SpoolSeries NewSeries(SeriesDefinition series) => new(_spool, _spool.NewSeries(), series, () =>
    {
        RefuseAfterEnd();
        return TryBegin(isPoint: true);
    });

    private void SetParameter(Metric metric)
    {
        var value = metric.Text ?? metric.Number?.ToString("R", CultureInfo.InvariantCulture) ?? throw TrackingErrors.NoValue(metric.Name, "value");
        TrackedNames.CheckParameter(metric.Name, value);
        lock (_gate)
        {
            if (_parameters.TryGetValue(metric.Name, out var known) && known != value)
                throw TrackingErrors.ParameterIsSet(Run, metric.Name, known, value);
            if (known is null && TryAppend(metric with { Text = value }))
                _parameters.Add(metric.Name, value);
        }
    }

    /// <summary>False where it was dropped.</summary>
    private bool TryAppend(Metric metric)
    {
        RefuseAfterEnd();
        if (metric.Content.Length + sizeof(double) * (long)metric.Numbers.Length + 3L * (metric.Text?.Length ?? 0) > MostBytes)
            throw TrackingErrors.TooLarge(metric.Name);
        return TryBegin(isPoint: false)
            && _spool.TryAppend(RecordKind.Metric, Times(metric.Name).Given(metric.UnixNanoseconds), RecordWriter.Metric(metric)) is not null;
    }

    /// <summary>False where the beginning was dropped, which then counts for what came with it: the next call tries again.</summary>
    private bool TryBegin(bool isPoint)
    {
        if (_begun)
            return true;
        lock (_gate)
        {
            if (!_begun)
                _begun = _spool.TryAppend(RecordKind.RunBegan, _clock.Now(), RecordWriter.Began(Start), isPoint) is not null;
            return _begun;
        }
    }

    private SeriesTimes Times(string name) => _times.GetOrAdd(name, _ => new SeriesTimes(_clock));

    private void RefuseAfterEnd()
    {
        if (_ended)
            throw TrackingErrors.HasEnded(Run);
    }

    private readonly record struct SeriesKey(string Name, MetricType Type, string Source, string Tags);
}
