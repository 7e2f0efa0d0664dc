using System.Net;

namespace Foray.Tracking.Server.Tests;

public sealed class RunTests : ServerTest
{
    [Fact]
    public async Task A_run_is_created_as_MLflows_client_does_it_and_shown_as_its_server_does()
    {
        const string Request = """
            {"experiment_id": "0", "user_id": "ada", "run_name": "first", "start_time": 1700000000123,
             "tags": [{"key": "mlflow.user", "value": "ada"}, {"key": "mlflow.source.name", "value": "train.py"}, {"key": "mlflow.source.type", "value": "LOCAL"}, {"key": "mlflow.runName", "value": "first"}]}
            """;

        var run = (await Server.PostAsync("runs/create", Request)).Ok().GetProperty("run");

        var info = run.GetProperty("info");
        var id = info.GetProperty("run_id").GetString()!;
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal(
            $$"""{"run_id":"{{id}}","run_uuid":"{{id}}","run_name":"first","experiment_id":"0","user_id":"ada","status":"RUNNING","start_time":1700000000123,"artifact_uri":"mlflow-artifacts:/0/{{id}}/artifacts","lifecycle_stage":"active"}""",
            info.GetRawText());
        var tags = Entries(run.GetProperty("data").GetProperty("tags"));
        Assert.Equal(["mlflow.runName", "mlflow.source.name", "mlflow.source.type", "mlflow.user"], tags.Keys.Order());
        Assert.Equal(("first", "train.py"), (tags["mlflow.runName"], tags["mlflow.source.name"]));
        Assert.Equal(run.GetRawText(), (await Server.GetRunAsync(id)).GetRawText());
        Assert.Equal(run.GetRawText(), (await Server.GetAsync($"runs/get?run_uuid={id}")).Ok().GetProperty("run").GetRawText());
    }

    [Fact]
    public async Task A_run_without_a_name_gets_one_and_two_names_are_refused()
    {
        var unnamed = (await Server.PostAsync("runs/create", "{}")).Ok().GetProperty("run").GetProperty("info");

        Assert.NotEqual("", unnamed.GetProperty("run_name").GetString());
        Assert.True(unnamed.GetProperty("start_time").GetInt64() > 0);
        (await Server.PostAsync("runs/create", """{"run_name": "one", "tags": [{"key": "mlflow.runName", "value": "two"}]}""")).Invalid();
    }

    [Fact]
    public async Task A_nested_run_has_its_parent_in_the_store()
    {
        var parent = await Server.CreateRunAsync();

        var child = (await Server.PostAsync("runs/create", new { experiment_id = "0", tags = new[] { new { key = "mlflow.parentRunId", value = parent } } })).Ok();

        var id = child.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        Assert.Equal(parent, (await Server.Store.Runs.FindAsync(id, Token))!.Parent);
        Assert.Equal(parent, Entries(child.GetProperty("run").GetProperty("data").GetProperty("tags"))["mlflow.parentRunId"]);
    }

    [Theory]
    [InlineData("FINISHED")]
    [InlineData("FAILED")]
    [InlineData("KILLED")]
    public async Task A_run_ends_and_goes_on(string status)
    {
        var run = await Server.CreateRunAsync();

        var ended = (await Server.PostAsync("runs/update", new { run_id = run, status, end_time = 1_700_000_001_000L })).Ok().GetProperty("run_info");
        Assert.Equal((status, 1_700_000_001_000L), (ended.GetProperty("status").GetString(), ended.GetProperty("end_time").GetInt64()));

        var again = (await Server.PostAsync("runs/update", new { run_id = run, status = "RUNNING" })).Ok().GetProperty("run_info");
        Assert.Equal("RUNNING", again.GetProperty("status").GetString());
        Assert.False(again.TryGetProperty("end_time", out _));
    }

    [Fact]
    public async Task A_run_is_renamed_by_an_update_and_by_its_tag()
    {
        var run = await Server.CreateRunAsync();

        (await Server.PostAsync("runs/update", new { run_id = run, run_name = "second" })).Ok();
        Assert.Equal("second", Entries((await Server.GetRunAsync(run)).GetProperty("data").GetProperty("tags"))["mlflow.runName"]);

        (await Server.PostAsync("runs/set-tag", new { run_id = run, key = "mlflow.runName", value = "third" })).Ok();
        Assert.Equal("third", (await Server.GetRunAsync(run)).GetProperty("info").GetProperty("run_name").GetString());
        (await Server.PostAsync("runs/delete-tag", new { run_id = run, key = "mlflow.runName" })).Invalid();
    }

    [Fact]
    public async Task Nothing_is_logged_to_a_deleted_run_until_it_is_restored()
    {
        var run = await Server.CreateRunAsync();
        (await Server.PostAsync("runs/delete", new { run_id = run })).Ok();

        Assert.Equal("deleted", (await Server.GetRunAsync(run)).GetProperty("info").GetProperty("lifecycle_stage").GetString());
        foreach (var (call, body) in CallsThatLog(run))
            Assert.Contains("must be in the 'active' state", (await Server.PostAsync(call, body)).Invalid(), StringComparison.Ordinal);
        Assert.Contains("'active' state", (await Server.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/a", [1])).Invalid(), StringComparison.Ordinal);

        (await Server.PostAsync("runs/restore", new { run_id = run })).Ok();
        foreach (var (call, body) in CallsThatLog(run))
            (await Server.PostAsync(call, body)).Ok();
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_told_so()
    {
        const string None = "0123456789abcdef0123456789abcdef";

        Assert.Equal($"Run with id={None} not found", (await Server.GetAsync($"runs/get?run_id={None}")).Missing());
        Assert.Contains("'run_id'", (await Server.GetAsync("runs/get")).Invalid(), StringComparison.Ordinal);
        foreach (var (call, body) in CallsThatLog(None))
            (await Server.PostAsync(call, body)).Missing();
        (await Server.PostAsync("runs/delete", new { run_id = None })).Missing();
        (await Server.PostAsync("runs/restore", new { run_id = None })).Missing();
        (await Server.PostAsync("runs/create", new { experiment_id = "99" })).Missing();
        (await Server.GetAsync($"artifacts/list?run_id={None}")).Missing();
        (await Server.GetAsync($"metrics/get-history?run_id={None}&metric_key=a")).Missing();
    }

    [Fact]
    public async Task A_run_of_other_programs_is_shown_with_the_tags_that_clients_look_for()
    {
        await Server.Store.AppendAsync(
            new Store.StoreBatch { Changes = [new Store.RunBegan(new Sdk.Tracking.RunStart("run-1_case", "trial", "case a", DateTimeOffset.UnixEpoch) { Parent = "run-1" })] }, Token);

        var run = await Server.GetRunAsync("run-1_case");

        var tags = Entries(run.GetProperty("data").GetProperty("tags"));
        Assert.Equal(("case a", "run-1"), (tags["mlflow.runName"], tags["mlflow.parentRunId"]));
    }

    [Theory]
    [InlineData("/api/2.0/preview/mlflow/")]
    [InlineData("/ajax-api/2.0/mlflow/")]
    public async Task The_other_prefixes_are_the_same(string prefix)
    {
        var run = (await Server.PostAsync(prefix + "runs/create", "{}")).Ok().GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();

        (await Server.GetAsync($"{prefix}runs/get?run_id={run}")).Ok();
    }

    [Fact]
    public async Task A_call_that_is_not_there_and_a_request_that_is_none_are_told_in_MLflows_form()
    {
        Assert.Contains("GET /api/2.0/mlflow/registered-models/search", (await Server.GetAsync("registered-models/search?x=1")).Refused(HttpStatusCode.NotFound, "ENDPOINT_NOT_FOUND"), StringComparison.Ordinal);
        (await Server.PostAsync("runs/create", "{")).Invalid();
        (await Server.PostAsync("runs/create", "[]")).Invalid();
        (await Server.PostAsync("runs/create", """{"run_name": "\ud800"}""")).Invalid();
        (await Server.PostAsync("runs/create", """{"run_name": {}}""")).Invalid();
        (await Server.PostAsync("runs/create", """{"start_time": -1}""")).Invalid();
        (await Server.PostAsync("runs/create", """{"start_time": 99999999999999999}""")).Invalid();
        using var form = new FormUrlEncodedContent([new("run_name", "x")]);
        using var refused = await Server.Client.PostAsync(new Uri(RunningServer.Api + "runs/create", UriKind.Relative), form, Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Empty(Server.Failures);
    }

    private static IEnumerable<(string Call, object Body)> CallsThatLog(string run) =>
    [
        ("runs/log-metric", new { run_id = run, key = "m", value = 1.5, timestamp = 1, step = 0 }),
        ("runs/log-parameter", new { run_id = run, key = "p", value = "1" }),
        ("runs/set-tag", new { run_id = run, key = "t", value = "1" }),
        ("runs/delete-tag", new { run_id = run, key = "t" }),
        ("runs/log-batch", new { run_id = run, tags = new[] { new { key = "u", value = "1" } } }),
        ("runs/log-model", new { run_id = run, model_json = """{"artifact_path":"model","flavors":{},"utc_time_created":"2024-01-01"}""" }),
        ("runs/update", new { run_id = run, status = "FINISHED" }),
    ];
}
