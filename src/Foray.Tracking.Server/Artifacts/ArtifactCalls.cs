using Foray.Tracking.Server.Experiments;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Server.Runs;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Artifacts;

/// <summary>Calls that list artifacts.</summary>
internal sealed class ArtifactCalls(ITrackingStore store, ExperimentIds ids, RunLookup runs)
{
    /// <summary>Lists a folder of a run, with paths below the run.</summary>
    public async Task<ApiAnswer> ListAsync(ApiRequest request)
    {
        var run = await runs.FindAsync(request.Fields.RunId(), request.CancellationToken);
        var folder = request.Fields.Text("path") ?? "";
        if (folder.Length > 0)
            ArtifactAddress.CheckPath(folder);
        var entries = FolderEntry.List(await store.Artifacts.ListAsync(run.Id, request.CancellationToken), folder);
        return json =>
        {
            json.WriteString("root_uri", RunView.ArtifactUri(ids.TextOf(run.ExperimentId), run.Id));
            FolderJson.Write(json, entries, folder.Length == 0 ? "" : folder + "/");
        };
    }

    /// <summary>Lists a folder by its address, with names only.</summary>
    public async Task<ApiAnswer> ListByAddressAsync(ApiRequest request)
    {
        var address = ArtifactAddress.Parse(request.Fields.Required("path").TrimEnd('/'));
        var run = await FindAsync(address, request.CancellationToken);
        var entries = FolderEntry.List(await store.Artifacts.ListAsync(run.Id, request.CancellationToken), address.Path);
        return json => FolderJson.Write(json, entries, "");
    }

    /// <summary>The run that an address names.</summary>
    /// <exception cref="ApiException">There is none, or it is of another experiment.</exception>
    public async Task<StoredRun> FindAsync(ArtifactAddress address, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(address.Run, cancellationToken);
        return ids.Parse(address.Experiment) == run.ExperimentId
            ? run
            : throw ApiException.Missing($"Run with id={Fields.Shown(address.Run)} not found in experiment {Fields.Shown(address.Experiment)}");
    }
}
