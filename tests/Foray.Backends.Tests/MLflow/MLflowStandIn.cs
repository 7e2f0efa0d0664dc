using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Foray.Backends.Tests.Http;

namespace Foray.Backends.Tests.MLflow;

/// <summary>The calls of MLflow's REST API that a backend needs, kept in memory, with the limits and errors that its documentation has.</summary>
internal sealed partial class MLflowStandIn : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StandInServer _server;

    public MLflowStandIn() => _server = new StandInServer(Answer);

    public string Url => _server.Url;

    public IReadOnlyList<RecordedRequest> Requests => _server.Requests;

    /// <summary>Answers before the stand-in does; null to leave it to it.</summary>
    public Func<RecordedRequest, StandInAnswer?> Before { get; set; } = _ => null;

    public Dictionary<string, string> Experiments { get; } = new() { ["Default"] = "0" };

    public List<StoredRun> Runs { get; } = [];

    public Dictionary<string, byte[]> Artifacts { get; } = [];

    public string ArtifactRoot { get; set; } = "mlflow-artifacts:/";

    public void Dispose() => _server.Dispose();

    private StandInAnswer Answer(RecordedRequest request)
    {
        lock (_lock)
            return Before(request) ?? Route(request);
    }

    private StandInAnswer Route(RecordedRequest request)
    {
        const string Api = "/api/2.0/mlflow/";
        const string ArtifactApi = "/api/2.0/mlflow-artifacts/artifacts/";
        if (request.Method == "PUT" && request.Target.StartsWith(ArtifactApi, StringComparison.Ordinal))
        {
            Artifacts[Uri.UnescapeDataString(request.Target[ArtifactApi.Length..])] = request.Body;
            return new StandInAnswer(200, "{}");
        }

        var path = request.Target.Split('?')[0];
        return (request.Method, path.Replace(Api, "", StringComparison.Ordinal)) switch
        {
            ("GET", "experiments/get-by-name") => GetExperiment(Uri.UnescapeDataString(request.Target.Split("experiment_name=")[1])),
            ("POST", "experiments/create") => CreateExperiment(Body(request)),
            ("POST", "runs/search") => Search(Body(request)),
            ("POST", "runs/create") => Create(Body(request)),
            ("POST", "runs/update") => Update(Body(request)),
            ("POST", "runs/log-batch") => Log(request, Body(request)),
            _ => Error(404, "ENDPOINT_NOT_FOUND", path),
        };
    }

    private StandInAnswer GetExperiment(string name) => Experiments.TryGetValue(name, out var id)
        ? Json(new JsonObject { ["experiment"] = new JsonObject { ["experiment_id"] = id, ["name"] = name } })
        : Error(404, "RESOURCE_DOES_NOT_EXIST", $"Could not find experiment with name '{name}'");

    private StandInAnswer CreateExperiment(JsonObject body)
    {
        var name = (string)body["name"]!;
        return Experiments.TryAdd(name, $"{Experiments.Count}") ? Json(new JsonObject { ["experiment_id"] = Experiments[name] }) : Error(400, "RESOURCE_ALREADY_EXISTS", name);
    }

    private StandInAnswer Search(JsonObject body)
    {
        var filter = Filter().Match((string)body["filter"]!);
        Assert.True(filter.Success);
        var experiments = body["experiment_ids"]!.AsArray().Select(id => (string)id!).ToList();
        var found = Runs.Where(run => experiments.Contains(run.Experiment) && run.Tags.GetValueOrDefault(filter.Groups[1].Value) == filter.Groups[2].Value);
        return Json(new JsonObject { ["runs"] = new JsonArray([.. found.Take((int)body["max_results"]!).Select(Describe)]) });
    }

    private StandInAnswer Create(JsonObject body)
    {
        var id = $"{Runs.Count:x32}";
        var run = new StoredRun(id, (string)body["experiment_id"]!, $"{ArtifactRoot}{body["experiment_id"]}/{id}/artifacts", (long)body["start_time"]!);
        foreach (var tag in body["tags"]!.AsArray())
            run.Tags[(string)tag!["key"]!] = (string)tag["value"]!;
        Runs.Add(run);
        return Json(new JsonObject { ["run"] = Describe(run) });
    }

    private StandInAnswer Update(JsonObject body)
    {
        if (Find(body) is not { } run)
            return Error(404, "RESOURCE_DOES_NOT_EXIST", "no such run");
        run.Status = (string)body["status"]!;
        run.Ended = (long?)body["end_time"];
        return Json(new JsonObject { ["run_info"] = Describe(run)["info"]!.DeepClone() });
    }

    private StandInAnswer Log(RecordedRequest request, JsonObject body)
    {
        if (Find(body) is not { } run)
            return Error(404, "RESOURCE_DOES_NOT_EXIST", "no such run");
        var (metrics, parameters, tags) = (body["metrics"]!.AsArray(), body["params"]!.AsArray(), body["tags"]!.AsArray());
        if (metrics.Count + parameters.Count + tags.Count > 1000 || parameters.Count > 100 || tags.Count > 100 || request.Body.Length > 1_000_000)
            return Error(400, "INVALID_PARAMETER_VALUE", "too much");
        if (parameters.FirstOrDefault(one => run.Parameters.TryGetValue((string)one!["key"]!, out var known) && known != (string)one["value"]!) is { } changed)
            return Error(400, "INVALID_PARAMETER_VALUE", $"Changing param values is not allowed: {changed["key"]}");
        foreach (var one in parameters)
            run.Parameters[(string)one!["key"]!] = (string)one["value"]!;
        foreach (var one in tags)
            run.Tags[(string)one!["key"]!] = (string)one["value"]!;
        run.Metrics.AddRange(metrics.Select(one => ((string)one!["key"]!, Number(one["value"]!), (long)one["timestamp"]!, (long)one["step"]!)));
        return Json([]);
    }

    private static double Number(JsonNode value) =>
        value.GetValueKind() == System.Text.Json.JsonValueKind.String ? double.Parse((string)value!, System.Globalization.CultureInfo.InvariantCulture) : (double)value;

    private StoredRun? Find(JsonObject body) => Runs.FirstOrDefault(run => run.Id == (string)body["run_id"]!);

    private static JsonObject Describe(StoredRun run) => new() { ["info"] = new JsonObject { ["run_id"] = run.Id, ["artifact_uri"] = run.ArtifactUri }, ["data"] = new JsonObject() };

    private static JsonObject Body(RecordedRequest request) => JsonNode.Parse(request.Body)!.AsObject();

    private static StandInAnswer Json(JsonObject answer) => new(200, answer.ToJsonString());

    private static StandInAnswer Error(int status, string code, string message) =>
        new(status, new JsonObject { ["error_code"] = code, ["message"] = message }.ToJsonString());

    [GeneratedRegex("^tags\\.`([^`]+)` = '([^']*)'$")]
    private static partial Regex Filter();
}
