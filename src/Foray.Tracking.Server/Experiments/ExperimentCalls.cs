using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Experiments;

/// <summary>Calls about experiments.</summary>
internal sealed class ExperimentCalls(ITrackingStore store, ExperimentIds ids)
{
    public async Task<ApiAnswer> CreateAsync(ApiRequest request)
    {
        var name = Names.Experiment(request.Fields.Required("name"));
        if (request.Fields.Entries("tags").Count > 0)
            throw NoTags();
        if (request.Fields.Text("artifact_location") is { Length: > 0 } location)
            throw ApiException.Invalid($"Invalid value '{Fields.Shown(location)}' for parameter 'artifact_location' supplied: artifacts are kept in this server's store.");
        var experiment = await store.Experiments.CreateAsync(name, request.CancellationToken) ?? throw Exists(name);
        return json => json.WriteString("experiment_id", ids.TextOf(experiment.Id));
    }

    public async Task<ApiAnswer> GetAsync(ApiRequest request) =>
        Show(await ids.FindAsync(request.Fields.Required("experiment_id"), request.CancellationToken));

    public async Task<ApiAnswer> GetByNameAsync(ApiRequest request)
    {
        var name = request.Fields.Required("experiment_name");
        return Show(await store.Experiments.FindAsync(name, request.CancellationToken) ?? throw ApiException.Missing($"Could not find experiment with name '{Fields.Shown(name)}'"));
    }

    public async Task<ApiAnswer> DeleteAsync(ApiRequest request)
    {
        var experiment = await ids.FindAsync(request.Fields.Required("experiment_id"), Lifecycle.Active, request.CancellationToken);
        await store.Experiments.DeleteAsync(experiment.Id, request.CancellationToken);
        return _ => { };
    }

    public async Task<ApiAnswer> RestoreAsync(ApiRequest request)
    {
        var experiment = await ids.FindAsync(request.Fields.Required("experiment_id"), Lifecycle.Deleted, request.CancellationToken);
        await store.Experiments.RestoreAsync(experiment.Id, request.CancellationToken);
        return _ => { };
    }

    public async Task<ApiAnswer> UpdateAsync(ApiRequest request)
    {
        var experiment = await ids.FindAsync(request.Fields.Required("experiment_id"), request.CancellationToken);
        var name = Names.Experiment(request.Fields.Required("new_name"));
        if (experiment.Lifecycle == Lifecycle.Deleted)
            throw ApiException.Invalid("Cannot rename experiment in non-active lifecycle stage. Current stage: deleted");
        if (ids.IsDefault(experiment.Id))
            throw ApiException.Invalid($"The experiment '{ExperimentId.DefaultName}' cannot be renamed: it is known by its name.");
        return await store.Experiments.RenameAsync(experiment.Id, name, request.CancellationToken) ? _ => { } : throw Exists(name);
    }

    public static Task<ApiAnswer> SetTagAsync(ApiRequest request) => throw NoTags();

    public async Task<ApiAnswer> SearchAsync(ApiRequest request)
    {
        var search = ExperimentSearch.Read(request.Fields);
        var found = search.Find(await store.Experiments.ListAsync(search.Lifecycle, request.CancellationToken), out var next);
        return json =>
        {
            json.WriteStartArray("experiments");
            foreach (var experiment in found)
                ExperimentJson.WriteObject(json, experiment, ids.TextOf(experiment.Id));
            json.WriteEndArray();
            if (next is not null)
                json.WriteString("next_page_token", next);
        };
    }

    private static ApiException NoTags() => ApiException.Unsupported("Experiments have no tags here: give them to runs.");

    private static ApiException Exists(string name) => new(ErrorCode.ResourceAlreadyExists, $"Experiment(name={Fields.Shown(name)}) already exists.");

    private ApiAnswer Show(Experiment experiment) => json =>
    {
        json.WritePropertyName("experiment");
        ExperimentJson.WriteObject(json, experiment, ids.TextOf(experiment.Id));
    };
}
