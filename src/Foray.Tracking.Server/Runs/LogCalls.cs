using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Server.Writing;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Runs;

/// <summary>Calls that log something to a run.</summary>
internal sealed class LogCalls(ITrackingStore store, RunLookup runs, WriteQueue queue)
{
    private const int MostMetrics = 1000;
    private const int MostParameters = 100;
    private const int MostTags = 100;
    private const int MostEntries = 1000;

    public Task<ApiAnswer> LogMetricAsync(ApiRequest request)
    {
        var run = request.Fields.RunId();
        return WriteAsync(request, new RunWrite(run, []) { Points = LoggedEntries.ReadMetrics(run, [request.Fields]) });
    }

    public Task<ApiAnswer> LogParameterAsync(ApiRequest request)
    {
        var run = request.Fields.RunId();
        return WriteAsync(request, new RunWrite(run, [LoggedEntries.ReadParameter(run, request.Fields)]));
    }

    public Task<ApiAnswer> SetTagAsync(ApiRequest request) => WriteAsync(request, request.Fields.RunId(), [], [], [LoggedEntries.ReadTag(request.Fields)]);

    public async Task<ApiAnswer> DeleteTagAsync(ApiRequest request)
    {
        var run = request.Fields.RunId();
        var key = request.Fields.Required("key");
        await runs.CheckActiveAsync(run, request.CancellationToken);
        if (key == RunTags.Name)
            throw ApiException.Invalid($"The tag '{RunTags.Name}' cannot be deleted: a run has a name.");
        var tags = await store.Runs.FindTagsAsync([run], request.CancellationToken);
        if (!tags.Any(tag => tag.Key == key))
            throw ApiException.Missing($"No tag with name: {Fields.Shown(key)} in run with id {run}");
        return await WriteAsync(request, new RunWrite(run, [new TagSet(run, key, null)]));
    }

    public Task<ApiAnswer> LogBatchAsync(ApiRequest request)
    {
        var run = request.Fields.RunId();
        var metrics = request.Fields.Entries("metrics");
        var parameters = request.Fields.Entries("params");
        var tags = request.Fields.Entries("tags");
        CheckCount("metrics", metrics.Count, MostMetrics);
        CheckCount("params", parameters.Count, MostParameters);
        CheckCount("tags", tags.Count, MostTags);
        CheckCount("metrics, params, and tags", metrics.Count + parameters.Count + tags.Count, MostEntries);
        ParameterSet[] read = [.. parameters.Select(parameter => LoggedEntries.ReadParameter(run, parameter))];
        if (read.GroupBy(parameter => parameter.Key).FirstOrDefault(keys => keys.Count() > 1) is { } twice)
            throw ApiException.Invalid($"Duplicate parameter keys have been submitted: ['{twice.Key}']. Please ensure the request contains only one param value per param key.");
        return WriteAsync(request, run, metrics, read, [.. tags.Select(LoggedEntries.ReadTag)]);
    }

    /// <summary>As MLflow does, the models that a run logs are kept in a tag, as a list.</summary>
    public async Task<ApiAnswer> LogModelAsync(ApiRequest request)
    {
        var run = request.Fields.RunId();
        var model = ParseModel(request.Fields.Required("model_json"));
        await runs.CheckActiveAsync(run, request.CancellationToken);
        var tags = await store.Runs.FindTagsAsync([run], request.CancellationToken);
        var history = tags.FirstOrDefault(tag => tag.Key == RunTags.Models) is { } kept ? JsonNode.Parse(kept.Value)!.AsArray() : [];
        history.Add(model);
        return await WriteAsync(request, new RunWrite(run, [new TagSet(run, RunTags.Models, history.ToJsonString())]));
    }

    public static Task<ApiAnswer> LogInputsAsync(ApiRequest request) =>
        throw ApiException.Unsupported("Datasets of runs are not kept here: log what describes them as tags or artifacts.");

    private async Task<ApiAnswer> WriteAsync(
        ApiRequest request, string run, IReadOnlyList<Fields> metrics, IReadOnlyList<ParameterSet> parameters, IReadOnlyList<(string Key, string Value)> tags)
    {
        RunChange[] changes = [.. parameters, .. tags.Where(tag => tag.Key != RunTags.Name).Select(tag => new TagSet(run, tag.Key, tag.Value))];
        var answer = await WriteAsync(request, new RunWrite(run, changes) { Points = LoggedEntries.ReadMetrics(run, metrics) });
        if (tags.LastOrDefault(tag => tag.Key == RunTags.Name).Value is { Length: > 0 } name)
            await store.Runs.RenameAsync(run, name, request.CancellationToken);
        return answer;
    }

    private async Task<ApiAnswer> WriteAsync(ApiRequest request, RunWrite write)
    {
        await queue.WriteAsync(write, request.CancellationToken);
        return _ => { };
    }

    private static void CheckCount(string what, int count, int most)
    {
        if (count > most)
            throw ApiException.Invalid($"A batch logging request can contain at most {most} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again.");
    }

    private static JsonObject ParseModel(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject is { } model && model.ContainsKey("artifact_path") && model.ContainsKey("flavors") && model.ContainsKey("utc_time_created")
                ? model
                : throw ApiException.Invalid("Malformed model info: 'model_json' is an object with artifact_path, flavors and utc_time_created.");
        }
        catch (JsonException)
        {
            throw ApiException.Invalid("Malformed model info: 'model_json' is no JSON.");
        }
    }
}
