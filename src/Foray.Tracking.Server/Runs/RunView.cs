using System.Text.Json;
using Foray.Sdk.Tracking;
using Foray.Tracking.Server.Experiments;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Runs;

/// <summary>Runs as this API shows them, with what belongs to them.</summary>
internal sealed class RunView
{
    private readonly ExperimentIds _ids;
    private readonly IReadOnlyList<StoredRun> _runs;
    private readonly ILookup<string, RunEntry> _parameters;
    private readonly ILookup<string, RunEntry> _tags;
    private readonly ILookup<string, Series> _series;

    private RunView(ExperimentIds ids, IReadOnlyList<StoredRun> runs, IEnumerable<RunEntry> parameters, IEnumerable<RunEntry> tags, IEnumerable<Series> series)
    {
        (_ids, _runs) = (ids, runs);
        _parameters = parameters.ToLookup(entry => entry.Run);
        _tags = tags.ToLookup(entry => entry.Run);
        _series = series.ToLookup(entry => entry.Run);
    }

    public static async Task<RunView> ReadAsync(ITrackingStore store, ExperimentIds ids, IReadOnlyList<StoredRun> runs, CancellationToken cancellationToken)
    {
        string[] names = [.. runs.Select(run => run.Id)];
        return new RunView(
            ids, runs,
            await store.Runs.FindParametersAsync(names, cancellationToken),
            await store.Runs.FindTagsAsync(names, cancellationToken),
            await store.Points.FindAsync(names, null, cancellationToken));
    }

    /// <summary>An array of all.</summary>
    public void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var run in _runs)
            Write(json, run);
        json.WriteEndArray();
    }

    /// <summary>The only one.</summary>
    public void WriteOne(Utf8JsonWriter json) => Write(json, _runs[0]);

    /// <summary>What is known of the only one but for its data.</summary>
    public void WriteOneInfo(Utf8JsonWriter json) => WriteInfo(json, _runs[0]);

    /// <summary>Where the artifacts of a run are.</summary>
    public static string ArtifactUri(string experiment, string run) => $"mlflow-artifacts:/{experiment}/{run}/artifacts";

    private void Write(Utf8JsonWriter json, StoredRun run)
    {
        json.WriteStartObject();
        json.WritePropertyName("info");
        WriteInfo(json, run);
        json.WriteStartObject("data");
        json.WriteStartArray("metrics");
        foreach (var series in _series[run.Id])
            MetricJson.Write(json, series.Name, series.Last, series.LastTime, series.LastStep ?? PointBlock.NoStep);
        json.WriteEndArray();
        WriteEntries(json, "params", _parameters[run.Id].Select(entry => (entry.Key, entry.Value)));
        WriteEntries(json, "tags", TagsOf(run));
        json.WriteEndObject();
        json.WriteStartObject("inputs");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInfo(Utf8JsonWriter json, StoredRun run)
    {
        var experiment = _ids.TextOf(run.ExperimentId);
        json.WriteStartObject();
        json.WriteString("run_id", run.Id);
        json.WriteString("run_uuid", run.Id);
        json.WriteString("run_name", run.Name);
        json.WriteString("experiment_id", experiment);
        json.WriteString("user_id", _tags[run.Id].FirstOrDefault(tag => tag.Key == RunTags.User)?.Value ?? "");
        json.WriteString("status", RunTags.StatusOf(run.State));
        json.WriteNumber("start_time", run.Started.ToUnixTimeMilliseconds());
        if (run.Ended is { } ended && run.State is not (RunState.Running or RunState.Scheduled))
            json.WriteNumber("end_time", ended.ToUnixTimeMilliseconds());
        json.WriteString("artifact_uri", ArtifactUri(experiment, run.Id));
        json.WriteString("lifecycle_stage", ExperimentJson.StageOf(run.Lifecycle));
        json.WriteEndObject();
    }

    private IEnumerable<(string Key, string Value)> TagsOf(StoredRun run)
    {
        var tags = _tags[run.Id].Where(tag => tag.Key != RunTags.Name).Select(tag => (tag.Key, tag.Value)).Append((RunTags.Name, run.Name));
        return run.Parent is { } parent && !_tags[run.Id].Any(tag => tag.Key == RunTags.Parent) ? tags.Append((RunTags.Parent, parent)) : tags;
    }

    private static void WriteEntries(Utf8JsonWriter json, string name, IEnumerable<(string Key, string Value)> entries)
    {
        json.WriteStartArray(name);
        foreach (var (key, value) in entries)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
