using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Backends.Http;
using Foray.Sdk.Tracking;

namespace Foray.Backends.MLflow;

/// <summary>The calls of MLflow's REST API 2.0 (mlflow.org/docs/latest/rest-api.html) that a backend needs.</summary>
internal sealed class MLflowServer(MLflowOptions options, TimeProvider time) : IDisposable
{
    private const string Api = "/api/2.0/mlflow/";
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts/";


    private readonly Endpoint _server = new(MLflowBackend.Kind, options.Url, options.Timeout, time);

    /// <summary>Id of the experiment of a name, which is made where there is none.</summary>
    public async Task<string> EnsureExperimentAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindExperimentAsync(name, cancellationToken) is { } found)
            return found;
        var answer = await PostAsync("experiments/create", new JsonObject { ["name"] = JsonBytes.Text(name) }, cancellationToken);
        if (MLflowError.CodeOf(answer) == MLflowError.AlreadyExists && await FindExperimentAsync(name, cancellationToken) is { } made)
            return made;
        return Text(Read(answer), "experiment_id");
    }

    /// <summary>The run of an experiment that was made for a run of ours; null where there is none.</summary>
    public async Task<RemoteRun?> FindRunAsync(string experiment, string run, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["experiment_ids"] = new JsonArray(experiment), ["filter"] = $"tags.`{MLflowTags.Run}` = '{run}'", ["max_results"] = 1 };
        var answer = Read(await PostAsync("runs/search", body, cancellationToken));
        return answer["runs"] is JsonArray { Count: > 0 } runs && runs[0] is JsonObject found ? RunOf(found) : null;
    }

    /// <summary>Makes a run.</summary>
    /// <param name="experiment">Id of its experiment.</param>
    /// <param name="run">What is known of it.</param>
    /// <param name="parent">Id there of the run that it is a part of; null for none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<RemoteRun> CreateRunAsync(string experiment, RunStart run, string? parent, CancellationToken cancellationToken)
    {
        var tags = new JsonArray(Pair(MLflowTags.Run, run.Id), Pair(MLflowTags.Name, run.Name));
        if (parent is not null)
            tags.Add(Pair(MLflowTags.Parent, parent));
        var body = new JsonObject { ["experiment_id"] = experiment, ["run_name"] = JsonBytes.Text(run.Name), ["start_time"] = run.Started.ToUnixTimeMilliseconds(), ["tags"] = tags };
        return RunOf(Read(await PostAsync("runs/create", body, cancellationToken))["run"]);
    }

    /// <summary>Says how a run stands.</summary>
    public async Task UpdateRunAsync(RemoteRun run, RunState state, DateTimeOffset? ended, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["run_id"] = run.Id, ["status"] = state.ToString().ToUpperInvariant() };
        if (ended is { } at)
            body["end_time"] = at.ToUnixTimeMilliseconds();
        Read(await PostAsync("runs/update", body, cancellationToken));
    }

    /// <summary>Logs metrics, parameters and tags.</summary>
    public Task<Answer> LogBatchAsync(JsonObject body, CancellationToken cancellationToken) => PostAsync("runs/log-batch", body, cancellationToken);

    /// <summary>Keeps a file among a run's artifacts; one of the same path is replaced.</summary>
    public async Task<Answer> PutArtifactAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        using var request = Authorized(_server.Request(HttpMethod.Put, Artifacts + Escape(path)));
        request.Content = new StreamContent(content);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await _server.SendAsync(request, cancellationToken);
    }

    /// <summary>A run with all that is known of it but its points.</summary>
    public async Task<JsonNode> GetRunAsync(RemoteRun run, CancellationToken cancellationToken) =>
        await GetAsync($"runs/get?run_id={Uri.EscapeDataString(run.Id)}", cancellationToken) is var answer && answer["run"] is JsonObject found ? found : throw Unexpected("no 'run'");

    /// <summary>The points of a metric, in the order in which the server tells them.</summary>
    public async IAsyncEnumerable<JsonNode> ReadHistoryAsync(RemoteRun run, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = $"metrics/get-history?run_id={Uri.EscapeDataString(run.Id)}&metric_key={Uri.EscapeDataString(name)}&max_results={MLflowLimits.PointsOfPage}";
        for (string? page = ""; page is not null;)
        {
            var answer = await GetAsync(page.Length == 0 ? call : $"{call}&page_token={Uri.EscapeDataString(page)}", cancellationToken);
            foreach (var point in answer["metrics"] as JsonArray ?? [])
                yield return point ?? throw Unexpected("a point that is null");
            page = answer["next_page_token"]?.ToString() is { Length: > 0 } next ? next : null;
        }
    }

    /// <summary>The files of a folder of a run's artifacts, by their paths, with their lengths in bytes.</summary>
    public async Task<Dictionary<string, long>> ListArtifactsAsync(RemoteRun run, string folder, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, long>(StringComparer.Ordinal);
        var call = $"artifacts/list?run_id={Uri.EscapeDataString(run.Id)}" + (folder.Length == 0 ? "" : $"&path={Uri.EscapeDataString(folder)}");
        for (string? page = ""; page is not null;)
        {
            var answer = await GetAsync(page.Length == 0 ? call : $"{call}&page_token={Uri.EscapeDataString(page)}", cancellationToken);
            foreach (var file in answer["files"] as JsonArray ?? [])
                if (file?["is_dir"]?.ToString() != "true" && long.TryParse(file?["file_size"]?.ToString(), CultureInfo.InvariantCulture, out var size))
                    files[Text(file, "path")] = size;
            page = answer["next_page_token"]?.ToString() is { Length: > 0 } next ? next : null;
        }

        return files;
    }

    /// <summary>SHA-256 of an artifact, as 64 lower-case hexadecimal digits; null where there is none.</summary>
    public async Task<string?> HashArtifactAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Authorized(_server.Request(HttpMethod.Get, Artifacts + Escape(path)));
        return await _server.ReadAsync(request, async (content, token) => Convert.ToHexStringLower(await SHA256.HashDataAsync(content, token)), cancellationToken);
    }

    /// <summary>The exception for an answer that refuses a request.</summary>
    public Exception Refusal(Answer answer) => _server.Refusal(answer);

    public void Dispose() => _server.Dispose();

    private static JsonObject Pair(string key, string value) => new() { ["key"] = key, ["value"] = JsonBytes.Text(value) };

    /// <summary>Id of the experiment of a name; null where there is none.</summary>
    public async Task<string?> FindExperimentAsync(string name, CancellationToken cancellationToken)
    {
        using var request = Authorized(_server.Request(HttpMethod.Get, $"{Api}experiments/get-by-name?experiment_name={Uri.EscapeDataString(name)}"));
        var answer = await _server.SendAsync(request, cancellationToken);
        return MLflowError.CodeOf(answer) == MLflowError.DoesNotExist ? null : Text(Read(answer)["experiment"], "experiment_id");
    }

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private async Task<JsonNode> GetAsync(string call, CancellationToken cancellationToken)
    {
        using var request = Authorized(_server.Request(HttpMethod.Get, Api + call));
        return Read(await _server.SendAsync(request, cancellationToken));
    }

    private async Task<Answer> PostAsync(string call, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = Authorized(_server.Request(HttpMethod.Post, Api + call));
        request.Content = new ByteArrayContent(JsonBytes.Of(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _server.SendAsync(request, cancellationToken);
    }

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        if (options is { Username: { } user, Password: { } password })
            request.Headers.Authorization = Endpoint.Basic(user, _server.Reveal(password, "password"));
        else if (options.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _server.Reveal(token, "token"));
        return request;
    }

    /// <summary>The answer of a call that succeeded.</summary>
    private JsonNode Read(Answer answer)
    {
        if (!answer.IsSuccess)
            throw _server.Refusal(answer);
        try
        {
            return JsonNode.Parse(answer.Body) as JsonObject ?? throw Unexpected("no JSON object");
        }
        catch (JsonException)
        {
            throw Unexpected("no JSON");
        }
    }

    private RemoteRun RunOf(JsonNode? run) => new(Text(run?["info"], "run_id"), run?["info"]?["artifact_uri"]?.ToString() ?? "");

    private string Text(JsonNode? node, string member) => node?[member]?.ToString() ?? throw Unexpected($"no '{member}'");

    private Exception Unexpected(string what) => BackendErrors.RefusedByServer(MLflowBackend.Kind, _server.Name, $"its answer has {what}, so it is no MLflow server");
}
