using System.Text;
using System.Text.Json.Nodes;
using Foray.Backends.MLflow;
using Foray.Backends.Tests.Http;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests.MLflow;

public sealed class MLflowBackendTests : IDisposable
{
    private readonly MLflowStandIn _server = new();
    private readonly FakeHost _host = new(TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task A_run_is_made_in_its_experiment_with_its_name_and_its_parent()
    {
        using var backend = await CreateAsync();
        var child = new RunStart("run-2", "speed", "Child", Some.Start) { Parent = "run-1" };
        await backend.BeginAsync(child, Token);

        Assert.Equal(["Default", "speed"], _server.Experiments.Keys);
        Assert.Equal(["1", "1"], _server.Runs.Select(run => run.Experiment));
        Assert.Equal(Some.Start.ToUnixTimeMilliseconds(), _server.Runs[0].Started);
        Assert.Equal(["foray.run=run-1", "mlflow.runName=First run"], _server.Runs[0].Tags.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(_server.Runs[0].Id, _server.Runs[1].Tags["mlflow.parentRunId"]);
        Assert.Equal(_server.Runs[0].Id, backend.FindRemoteId("run-1"));
        Assert.Null(backend.FindRemoteId("run-3"));
    }

    [Fact]
    public async Task After_a_restart_the_run_and_its_parent_are_found_again()
    {
        using (var first = await CreateAsync())
        {
            await first.WriteAsync(Some.Scalar("loss", 1));
            await first.EndAsync(Some.Run, RunState.Failed, Some.Start, Token);
        }

        using var second = await CreateAsync();
        Assert.Equal("RUNNING", Assert.Single(_server.Runs).Status);
        await second.WriteAsync(Some.Scalar("loss", 2));
        Assert.Equal([1, 2], _server.Runs[0].Metrics.Select(metric => metric.Value));

        using var third = Create();
        await third.BeginAsync(new RunStart("run-2", "speed", "Child", Some.Start) { Parent = "run-1" }, Token);
        Assert.Equal(_server.Runs[0].Id, _server.Runs[1].Tags["mlflow.parentRunId"]);
    }

    [Fact]
    public async Task A_run_whose_making_was_not_answered_is_not_made_twice()
    {
        var isLost = false;
        using var backend = Create(new { Timeout = "300ms" });
        _server.Before = request =>
        {
            if (isLost || !request.Target.EndsWith("runs/create", StringComparison.Ordinal))
                return null;
            isLost = true;
            var body = JsonNode.Parse(request.Body)!;
            var run = new StoredRun("abc", (string)body["experiment_id"]!, "mlflow-artifacts:/1/abc/artifacts", 0);
            run.Tags["foray.run"] = "run-1";
            _server.Runs.Add(run);
            return new StandInAnswer(500, "lost on the way");
        };
        await Assert.ThrowsAsync<DiagnosticException>(() => backend.BeginAsync(Some.Run, Token));
        await backend.WriteAsync(Some.Scalar("loss", 1));
        Assert.Equal("abc", Assert.Single(_server.Runs).Id);
        Assert.Single(_server.Runs[0].Metrics);
    }

    [Fact]
    public async Task Metrics_parameters_and_tags_are_logged_in_their_forms()
    {
        using var backend = await CreateAsync();
        await backend.WriteAsync(
            Some.Scalar("loss", 0.5, 3), Some.Scalar("loss", double.NaN, null), Some.Scalar("loss", double.NegativeInfinity, 7),
            Some.Of(MetricType.Parameter, "lr") with { Number = 0.1 }, Some.Of(MetricType.Tag, "who", "Größe \ud834"), Some.Of(MetricType.Tag, "who", "me"));

        var run = _server.Runs[0];
        var time = Some.Start.ToUnixTimeMilliseconds();
        Assert.Equal([("loss", 0.5, time, 3), ("loss", double.NaN, time, 0), ("loss", double.NegativeInfinity, time, 7)], run.Metrics);
        Assert.Equal(("0.1", "me"), (run.Parameters["lr"], run.Tags["who"]));
        Assert.Contains("Größe \uFFFD", _server.Requests.Single(request => request.Target.EndsWith("log-batch", StringComparison.Ordinal) && request.Text.Contains("lr", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_batches_keep_to_the_limits_in_order()
    {
        using var backend = await CreateAsync();
        await backend.WriteAsync([
            .. Enumerable.Range(0, 2500).Select(step => Some.Scalar("loss", step, step)),
            .. Enumerable.Range(0, 250).Select(number => Some.Of(MetricType.Parameter, $"p{number}", new string('x', 6000))),
            .. Enumerable.Range(0, 150).Select(number => Some.Of(MetricType.Tag, $"t{number}", new string('"', 5000))),
        ]);
        Assert.Empty(backend.Refused);
        Assert.All(_server.Requests, request => Assert.InRange(request.Body.Length, 0, 1_000_000));
        Assert.Equal(Enumerable.Range(0, 2500), _server.Runs[0].Metrics.Select(metric => (int)metric.Value));
        Assert.Equal((250, 152), (_server.Runs[0].Parameters.Count, _server.Runs[0].Tags.Count));
    }

    [Theory]
    [InlineData(MetricType.Scalar, "a%", "")]
    [InlineData(MetricType.Scalar, "a//b", "")]
    [InlineData(MetricType.Artifact, "../b", "")]
    [InlineData(MetricType.Scalar, "/a", "")]
    [InlineData(MetricType.Parameter, "long", "6001")]
    [InlineData(MetricType.Tag, "long", "5001")]
    public async Task What_MLflow_does_not_take_is_left_out_and_told(MetricType type, string name, string length)
    {
        using var backend = await CreateAsync();
        await backend.WriteAsync(Some.Of(type, name, length.Length == 0 ? null : new string('x', int.Parse(length, null))), Some.Scalar("cpu % of gpu", 1), Some.Scalar("Größe/α b.c-d_1", 1));
        Assert.Equal(2, backend.Refused.Sum(some => some.Count));
        Assert.Single(_server.Runs[0].Metrics);
    }

    [Fact]
    public async Task A_parameter_that_is_changed_takes_nothing_else_with_it()
    {
        using var backend = await CreateAsync();
        await backend.WriteAsync(Some.Of(MetricType.Parameter, "lr", "1"));
        await backend.WriteAsync([.. Enumerable.Range(0, 9).Select(step => Some.Scalar("loss", step, step)), Some.Of(MetricType.Parameter, "lr", "2"), Some.Of(MetricType.Parameter, "seed", "3")]);
        var refused = Assert.Single(backend.Refused);
        Assert.Contains("Changing param values", refused.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 9), (refused.Count, _server.Runs[0].Metrics.Count));
        Assert.Equal(["lr=1", "seed=3"], _server.Runs[0].Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));
    }

    [Fact]
    public async Task Files_and_texts_are_artifacts()
    {
        using var backend = await CreateAsync();
        await backend.WriteAsync(
            Some.Of(MetricType.Artifact, "models/a b#1.bin") with { Content = new byte[] { 1, 2 } }, Some.Of(MetricType.Text, "note", "hello"),
            Some.Of(MetricType.Image, "sample") with { Content = new byte[] { 3 }, MediaType = "image/png" });
        var (folder, time) = ($"1/{_server.Runs[0].Id}/artifacts", Some.Nanoseconds(0));
        Assert.Equal([$"{folder}/models/a b#1.bin", $"{folder}/texts/note/{time}.txt", $"{folder}/images/sample/{time}.png"], _server.Artifacts.Keys);
        Assert.Equal(["0102", Convert.ToHexString(Encoding.UTF8.GetBytes("hello")), "03"], _server.Artifacts.Values.Select(Convert.ToHexString));
    }

    [Fact]
    public async Task Artifacts_of_a_server_that_keeps_them_elsewhere_are_refused()
    {
        _server.ArtifactRoot = "s3://bucket/";
        using var backend = await CreateAsync();
        await backend.WriteAsync(Some.Of(MetricType.Artifact, "a.bin") with { Content = new byte[] { 1 } }, Some.Scalar("loss", 1));
        Assert.Equal([("run-1", 1)], backend.Refusals());
        Assert.Single(_server.Runs[0].Metrics);
    }

    [Theory]
    [InlineData(RunState.Finished, "FINISHED")]
    [InlineData(RunState.Failed, "FAILED")]
    [InlineData(RunState.Killed, "KILLED")]
    public async Task The_end_of_a_run_is_told(RunState state, string status)
    {
        using var backend = await CreateAsync();
        await backend.EndAsync(Some.Run, state, Some.Start.AddSeconds(5), Token);
        Assert.Equal((status, Some.Start.AddSeconds(5).ToUnixTimeMilliseconds()), (_server.Runs[0].Status, _server.Runs[0].Ended));
    }

    [Fact]
    public async Task A_run_that_is_gone_there_is_made_anew_at_the_next_attempt()
    {
        using var backend = await CreateAsync();
        _server.Runs.Clear();
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal("FORAY389", error.Diagnostics[0].Code);
        await backend.WriteAsync(Some.Scalar("loss", 1));
        Assert.Single(Assert.Single(_server.Runs).Metrics);
    }

    [Theory]
    [InlineData("token", "Bearer s3cret")]
    [InlineData("password", "Basic YWRhOnMzY3JldA==")]
    public async Task Credentials_come_from_a_file_and_go_with_every_request(string option, string header)
    {
        var file = Path.Combine(_host.Folder, "secret");
        await File.WriteAllTextAsync(file, "s3cret\n", Token);
        using var backend = Create(option == "token" ? new { Token = new { File = file } } : new { Username = "ada", Password = new { File = file } });
        await backend.BeginAsync(Some.Run, Token);
        await backend.WriteAsync(Some.Of(MetricType.Artifact, "a.bin"), Some.Scalar("loss", 1));
        Assert.All(_server.Requests, request => Assert.Equal(header, request.Headers["Authorization"]));
    }

    [Theory]
    [InlineData(401, "{}", "FORAY389")]
    [InlineData(200, "<html>", "FORAY389")]
    [InlineData(200, "{}", "FORAY389")]
    [InlineData(502, "", "FORAY388")]
    public async Task A_server_that_is_no_MLflow_or_does_not_let_in_is_told(int status, string body, string code)
    {
        _server.Before = _ => new StandInAnswer(status, body);
        using var backend = Create();
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => backend.BeginAsync(Some.Run, Token));
        Assert.Equal(code, error.Diagnostics[0].Code);
    }

    private MLflowBackend Create(object? options = null) => PluginUnderTest.Create<MLflowBackend>(Some.Options(new { _server.Url }, options), _host);

    private async Task<MLflowBackend> CreateAsync()
    {
        var backend = Create();
        await backend.BeginAsync(Some.Run, Token);
        return backend;
    }
}
