using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Cli.Commands.Runs;

/// <summary>What is known of some runs beside their properties.</summary>
internal sealed class RunContent
{
    private readonly ILookup<string, RunEntry> _parameters;
    private readonly ILookup<string, RunEntry> _tags;
    private readonly ILookup<string, Series> _series;

    private RunContent(IEnumerable<RunEntry> parameters, IEnumerable<RunEntry> tags, IEnumerable<Series> series) =>
        (_parameters, _tags, _series) = (parameters.ToLookup(entry => entry.Run), tags.ToLookup(entry => entry.Run), series.ToLookup(found => found.Run));

    public static async Task<RunContent> ReadAsync(ITrackingStore store, IReadOnlyList<StoredRun> runs, CancellationToken cancellationToken)
    {
        List<string> ids = [.. runs.Select(run => run.Id)];
        return new RunContent(
            await store.Runs.FindParametersAsync(ids, cancellationToken), await store.Runs.FindTagsAsync(ids, cancellationToken), await store.Points.FindAsync(ids, null, cancellationToken));
    }

    public IEnumerable<RunEntry> Parameters(StoredRun run) => _parameters[run.Id];

    public IEnumerable<RunEntry> Tags(StoredRun run) => _tags[run.Id];

    public IEnumerable<Series> Metrics(StoredRun run) => _series[run.Id];

    /// <summary>The value of a field: a text, a number, or null where the run lacks it.</summary>
    public object? Value(StoredRun run, RunField field) => field switch
    {
        RunParameterField { Key: var key } => Parameters(run).FirstOrDefault(entry => entry.Key == key)?.Value,
        RunTagField { Key: var key } => Tags(run).FirstOrDefault(entry => entry.Key == key)?.Value,
        RunMetricField { Name: var name, Aggregate: var aggregate } => Metrics(run).FirstOrDefault(series => series.Name == name) is { } series ? Value(series, aggregate) : null,
        RunPropertyField { Property: var property } => Value(run, property),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    private static object Value(Series series, MetricAggregate aggregate) => aggregate switch
    {
        MetricAggregate.First => series.First,
        MetricAggregate.Min => series.Min,
        MetricAggregate.Max => series.Max,
        MetricAggregate.Mean => series.Mean,
        MetricAggregate.Count => (double)series.Count,
        _ => series.Last,
    };

    private static object? Value(StoredRun run, RunProperty property) => property switch
    {
        RunProperty.Id => run.Id,
        RunProperty.Name => run.Name,
        RunProperty.Experiment => run.Experiment,
        RunProperty.ExperimentId => (double)run.ExperimentId,
        RunProperty.Parent => run.Parent,
        RunProperty.State => RunText.State(run.State),
        RunProperty.Started => RunText.Time(run.Started),
        RunProperty.Ended => run.Ended is { } ended ? RunText.Time(ended) : null,
        _ => run.Ended is { } ended ? RunText.Duration(ended - run.Started) : null,
    };
}
