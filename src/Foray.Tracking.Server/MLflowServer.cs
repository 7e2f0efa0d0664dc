using Foray.Tracking.Server.Artifacts;
using Foray.Tracking.Server.Experiments;
using Foray.Tracking.Server.Metrics;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Server.Runs;
using Foray.Tracking.Server.Writing;
using Foray.Tracking.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Foray.Tracking.Server;

/// <summary>
/// MLflow's REST API over a tracking store: what its clients need to log runs and to read them. A call that has returned is on the disk. The store stays open when this is disposed.
/// </summary>
/// <remarks>Source: MLflow's "REST API" documentation, version 2.0 of the API, as servers of MLflow 2 and 3 have it.</remarks>
public sealed class MLflowServer : IAsyncDisposable
{
    private const int LongestBatch = 1_000_000;
    private const int LongestOther = 4 * 1024 * 1024;

    private static readonly string[] Prefixes = ["/api/2.0/mlflow", "/api/2.0/preview/mlflow", "/ajax-api/2.0/mlflow", "/ajax-api/2.0/preview/mlflow"];
    private static readonly string[] ArtifactPrefixes = ["/api/2.0/mlflow-artifacts/artifacts", "/ajax-api/2.0/mlflow-artifacts/artifacts"];

    private readonly WriteQueue _queue;
    private readonly ExperimentCalls _experiments;
    private readonly RunCalls _runs;
    private readonly LogCalls _log;
    private readonly SearchCalls _search;
    private readonly HistoryCalls _history;
    private readonly ArtifactCalls _artifacts;
    private readonly ContentCalls _contents;

    private MLflowServer(ITrackingStore store, ExperimentIds ids, IRunOwner? owner, TimeProvider clock)
    {
        var runs = new RunLookup(store, owner);
        _queue = new WriteQueue(store, runs);
        _experiments = new ExperimentCalls(store, ids);
        _runs = new RunCalls(store, ids, runs, _queue, clock);
        _log = new LogCalls(store, runs, _queue);
        _search = new SearchCalls(store, ids);
        _history = new HistoryCalls(store, runs);
        _artifacts = new ArtifactCalls(store, ids, runs);
        _contents = new ContentCalls(store, _artifacts, runs, _queue);
    }

    /// <summary>Prepares a store: the experiment <c>Default</c> is there after that.</summary>
    /// <param name="store">The store.</param>
    /// <param name="owner">Another writer of the store in this process; null where there is none.</param>
    /// <param name="clock">Tells when runs begin and end whose clients do not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MLflowServer> OpenAsync(ITrackingStore store, IRunOwner? owner, TimeProvider clock, CancellationToken cancellationToken)
    {
        await store.Experiments.CreateAsync(ExperimentId.DefaultName, cancellationToken);
        var experiment = await store.Experiments.FindAsync(ExperimentId.DefaultName, cancellationToken);
        return new MLflowServer(store, new ExperimentIds(store, experiment!.Id), owner, clock);
    }

    /// <summary>Adds the endpoints to a web server.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var prefix in Prefixes)
        {
            MapExperiments(endpoints, prefix + "/experiments/");
            MapRuns(endpoints, prefix + "/runs/");
            Get(endpoints, prefix + "/metrics/get-history", _history.GetAsync);
            Get(endpoints, prefix + "/metrics/get-history-bulk-interval", _history.GetIntervalAsync);
            Get(endpoints, prefix + "/artifacts/list", _artifacts.ListAsync);
        }

        foreach (var prefix in ArtifactPrefixes)
            MapArtifacts(endpoints, prefix);
        endpoints.MapFallback("{**path}", Endpoint.Guard(context => throw new ApiException(ErrorCode.NotFound, $"There is no {context.Request.Method} {Fields.Shown(context.Request.Path)} here.")));
    }

    /// <summary>Writes what calls have brought, and stops.</summary>
    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private void MapExperiments(IEndpointRouteBuilder endpoints, string prefix)
    {
        Post(endpoints, prefix + "create", _experiments.CreateAsync);
        Get(endpoints, prefix + "get", _experiments.GetAsync);
        Get(endpoints, prefix + "get-by-name", _experiments.GetByNameAsync);
        Post(endpoints, prefix + "search", _experiments.SearchAsync);
        Get(endpoints, prefix + "search", _experiments.SearchAsync);
        Post(endpoints, prefix + "delete", _experiments.DeleteAsync);
        Post(endpoints, prefix + "restore", _experiments.RestoreAsync);
        Post(endpoints, prefix + "update", _experiments.UpdateAsync);
        Post(endpoints, prefix + "set-experiment-tag", ExperimentCalls.SetTagAsync);
    }

    private void MapRuns(IEndpointRouteBuilder endpoints, string prefix)
    {
        Post(endpoints, prefix + "create", _runs.CreateAsync);
        Get(endpoints, prefix + "get", _runs.GetAsync);
        Post(endpoints, prefix + "update", _runs.UpdateAsync);
        Post(endpoints, prefix + "delete", _runs.DeleteAsync);
        Post(endpoints, prefix + "restore", _runs.RestoreAsync);
        Post(endpoints, prefix + "search", _search.SearchAsync);
        Post(endpoints, prefix + "log-metric", _log.LogMetricAsync);
        Post(endpoints, prefix + "log-parameter", _log.LogParameterAsync);
        Post(endpoints, prefix + "set-tag", _log.SetTagAsync);
        Post(endpoints, prefix + "delete-tag", _log.DeleteTagAsync);
        Post(endpoints, prefix + "log-batch", _log.LogBatchAsync, LongestBatch);
        Post(endpoints, prefix + "log-model", _log.LogModelAsync);
        Post(endpoints, prefix + "log-inputs", LogCalls.LogInputsAsync);
    }

    private void MapArtifacts(IEndpointRouteBuilder endpoints, string prefix)
    {
        Get(endpoints, prefix, _artifacts.ListByAddressAsync);
        var path = prefix + "/{**path}";
        endpoints.MapPut(path, Endpoint.Guard(context => _contents.UploadAsync(context, prefix + "/")));
        endpoints.MapGet(path, Endpoint.Guard(context => _contents.DownloadAsync(context, prefix + "/")));
        endpoints.MapDelete(path, Endpoint.Guard(context => ContentCalls.DeleteAsync(context, prefix + "/")));
    }

    private static void Get(IEndpointRouteBuilder endpoints, string path, Func<ApiRequest, Task<ApiAnswer>> call) => endpoints.MapGet(path, Endpoint.Of(call, 0));

    private static void Post(IEndpointRouteBuilder endpoints, string path, Func<ApiRequest, Task<ApiAnswer>> call, int longest = LongestOther) =>
        endpoints.MapPost(path, Endpoint.Of(call, longest));
}
