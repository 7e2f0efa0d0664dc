using System.Net;
using System.Text;
using System.Text.Json;
using Foray.Tracking.Store;
using Foray.Web;

namespace Foray.Tracking.Server.Tests;

/// <summary>A server over a new store, and a client that sends what MLflow's clients send.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Api = "/api/2.0/mlflow/";

    private readonly string _folder;
    private readonly MLflowServer _mlflow;
    private readonly WebServer _web;

    private RunningServer(string folder, ITrackingStore store, MLflowServer mlflow, WebServer web, List<Exception> failures)
    {
        (_folder, Store, _mlflow, _web, Failures) = (folder, store, mlflow, web, failures);
        Client = new HttpClient { BaseAddress = web.Address };
    }

    public ITrackingStore Store { get; }

    public HttpClient Client { get; }

    public Uri Address => _web.Address;

    /// <summary>What the server's owner was told.</summary>
    public List<Exception> Failures { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The other writer of the store; null where there is none.</summary>
    public TrackerOwner? Owner { get; private init; }

    /// <param name="isShared">Whether a tracker writes to the store as well.</param>
    public static async Task<RunningServer> StartAsync(bool isShared = false)
    {
        var folder = Directory.CreateTempSubdirectory("foray-mlflow-").FullName;
        var failures = new List<Exception>();
        var owner = isShared ? await TrackerOwner.OpenAsync(folder) : null;
        var store = owner?.Tracker.Store ?? await TrackingStores.OpenAsync(folder, Token);
        var mlflow = await MLflowServer.OpenAsync(store, owner, TimeProvider.System, Token);
        var web = await WebServer.StartAsync(new WebOptions { Port = 0, Failed = failures.Add }, mlflow.Map, Token);
        return new RunningServer(folder, store, mlflow, web, failures) { Owner = owner };
    }

    /// <summary>Posts a JSON body that is given as it is.</summary>
    public async Task<Answer> PostAsync(string call, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync(UriOf(call), content, Token);
        return await ReadAsync(answer);
    }

    /// <summary>Posts an object, whose names are used as they are.</summary>
    public Task<Answer> PostAsync(string call, object body) => PostAsync(call, JsonSerializer.Serialize(body));

    public async Task<Answer> GetAsync(string call)
    {
        using var answer = await Client.GetAsync(UriOf(call), Token);
        return await ReadAsync(answer);
    }

    public async Task<Answer> PutAsync(string path, byte[] content)
    {
        using var answer = await Client.PutAsync(UriOf(path), new ByteArrayContent(content), Token);
        return await ReadAsync(answer);
    }

    public async Task<string> CreateExperimentAsync(string name) =>
        (await PostAsync("experiments/create", new { name })).Ok().GetProperty("experiment_id").GetString()!;

    /// <summary>Creates a run, and gives its id.</summary>
    public async Task<string> CreateRunAsync(string experiment = "0", long start = 1_700_000_000_000, string? name = null) =>
        (await PostAsync("runs/create", new { experiment_id = experiment, start_time = start, run_name = name ?? "" })).Ok().GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;

    public async Task<JsonElement> GetRunAsync(string run) => (await GetAsync($"runs/get?run_id={run}")).Ok().GetProperty("run");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _web.DisposeAsync();
        await _mlflow.DisposeAsync();
        if (Owner is not null)
            await Owner.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Uri UriOf(string call) => new(call.StartsWith('/') ? call : Api + call, UriKind.Relative);

    private static async Task<Answer> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return new Answer(answer.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    public sealed record Answer(HttpStatusCode Status, JsonElement Body)
    {
        public JsonElement Ok()
        {
            Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Body}");
            return Body;
        }

        /// <summary>The message of an error.</summary>
        public string Refused(HttpStatusCode status, string code)
        {
            Assert.True(Status == status, $"{Status}: {Body}");
            Assert.Equal(code, Body.GetProperty("error_code").GetString());
            return Body.GetProperty("message").GetString()!;
        }

        public string Invalid() => Refused(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

        public string Missing() => Refused(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");

        public string Unsupported() => Refused(HttpStatusCode.NotImplemented, "NOT_IMPLEMENTED");
    }
}
