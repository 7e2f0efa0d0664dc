using Foray.Sdk.Tracking;
using Foray.Tracking.Server.Experiments;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Server.Writing;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Runs;

/// <summary>Calls that create, show and change runs.</summary>
internal sealed class RunCalls(ITrackingStore store, ExperimentIds ids, RunLookup runs, WriteQueue queue, TimeProvider clock)
{
    public async Task<ApiAnswer> CreateAsync(ApiRequest request)
    {
        var experiment = await ids.FindAsync(request.Fields.Text("experiment_id") is { Length: > 0 } given ? given : "0", request.CancellationToken);
        if (experiment.Lifecycle == Lifecycle.Deleted)
            throw ApiException.Invalid($"The experiment {ids.TextOf(experiment.Id)} must be in the 'active' state. Current state is deleted.");
        var id = Guid.NewGuid().ToString("N");
        var tags = LoggedEntries.ReadTags(request.Fields, "tags");
        var start = new RunStart(id, experiment.Name, NameOf(request.Fields, tags, id), StartOf(request.Fields))
        {
            Parent = tags.LastOrDefault(tag => tag.Key == RunTags.Parent).Value,
        };
        await queue.WriteAsync(new RunWrite(id, [new RunBegan(start), .. WithUser(request.Fields, tags).Select(tag => new TagSet(id, tag.Key, tag.Value))]) { IsNew = true }, request.CancellationToken);
        return await ShowAsync(id, request.CancellationToken);
    }

    public Task<ApiAnswer> GetAsync(ApiRequest request) => ShowAsync(request.Fields.RunId(), request.CancellationToken);

    public async Task<ApiAnswer> UpdateAsync(ApiRequest request)
    {
        var run = await runs.FindAsync(request.Fields.RunId(), request.CancellationToken);
        var ended = request.Fields.Milliseconds("end_time");
        var state = StateOf(request.Fields);
        var name = request.Fields.Text("run_name") is { Length: > 0 } given ? Names.TagValue(RunTags.Name, given) : null;
        await queue.WriteAsync(new RunWrite(run.Id, runs.IsOwned(run.Id) ? [] : ChangesOf(run, state, ended)), request.CancellationToken);
        if (name is not null)
            await store.Runs.RenameAsync(run.Id, name, request.CancellationToken);
        var view = await ViewAsync(run.Id, request.CancellationToken);
        return json =>
        {
            json.WritePropertyName("run_info");
            view.WriteOneInfo(json);
        };
    }

    public async Task<ApiAnswer> DeleteAsync(ApiRequest request)
    {
        var run = await runs.FindAsync(request.Fields.RunId(), request.CancellationToken);
        await store.Runs.DeleteAsync(run.Id, request.CancellationToken);
        return _ => { };
    }

    public async Task<ApiAnswer> RestoreAsync(ApiRequest request)
    {
        var run = await runs.FindAsync(request.Fields.RunId(), request.CancellationToken);
        await store.Runs.RestoreAsync(run.Id, request.CancellationToken);
        return _ => { };
    }

    private async Task<ApiAnswer> ShowAsync(string id, CancellationToken cancellationToken)
    {
        var view = await ViewAsync(id, cancellationToken);
        return json =>
        {
            json.WritePropertyName("run");
            view.WriteOne(json);
        };
    }

    private async Task<RunView> ViewAsync(string id, CancellationToken cancellationToken) =>
        await RunView.ReadAsync(store, ids, [await runs.FindAsync(id, cancellationToken)], cancellationToken);

    private DateTimeOffset StartOf(Fields fields) => fields.Milliseconds("start_time") is { } time and > 0 ? Instant.Of(time) : clock.GetUtcNow();

    private static string NameOf(Fields fields, IReadOnlyList<(string Key, string Value)> tags, string id)
    {
        var name = fields.Text("run_name") is { Length: > 0 } given ? Names.TagValue(RunTags.Name, given) : null;
        var tag = tags.LastOrDefault(tag => tag.Key == RunTags.Name).Value is { Length: > 0 } tagged ? tagged : null;
        return name is not null && tag is not null && name != tag
            ? throw ApiException.Invalid($"Both 'run_name' argument and '{RunTags.Name}' tag are specified, but with different values (run_name='{Fields.Shown(name)}', {RunTags.Name}='{Fields.Shown(tag)}').")
            : name ?? tag ?? $"run-{id[..8]}";
    }

    private static IEnumerable<(string Key, string Value)> WithUser(Fields fields, IReadOnlyList<(string Key, string Value)> tags)
    {
        var kept = tags.Where(tag => tag.Key != RunTags.Name);
        return fields.Text("user_id") is { Length: > 0 } user && !tags.Any(tag => tag.Key == RunTags.User)
            ? kept.Append((RunTags.User, Names.TagValue(RunTags.User, user)))
            : kept;
    }

    private static RunState? StateOf(Fields fields) => fields.Text("status") switch
    {
        null or "" => null,
        "RUNNING" or "1" => RunState.Running,
        "SCHEDULED" or "2" => RunState.Scheduled,
        "FINISHED" or "3" => RunState.Finished,
        "FAILED" or "4" => RunState.Failed,
        "KILLED" or "5" => RunState.Killed,
        var other => throw ApiException.Invalid($"Invalid value '{Fields.Shown(other)}' for parameter 'status' supplied: it is RUNNING, SCHEDULED, FINISHED, FAILED or KILLED."),
    };

    private IReadOnlyList<RunChange> ChangesOf(StoredRun run, RunState? state, long? ended)
    {
        if (state is null && ended is null)
            return [];
        return (state ?? run.State) is RunState.Running
            ? [new RunBegan(new RunStart(run.Id, run.Experiment, run.Name, run.Started) { Parent = run.Parent })]
            : [new RunFinished(run.Id, state ?? run.State, ended is { } time ? Instant.Of(time) : run.Ended ?? clock.GetUtcNow())];
    }
}
