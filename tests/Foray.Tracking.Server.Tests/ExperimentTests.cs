using System.Net;

namespace Foray.Tracking.Server.Tests;

public sealed class ExperimentTests : ServerTest
{
    [Fact]
    public async Task The_default_experiment_is_there_with_the_id_0()
    {
        var byId = (await Server.GetAsync("experiments/get?experiment_id=0")).Ok().GetProperty("experiment");
        var byName = (await Server.GetAsync("experiments/get-by-name?experiment_name=Default")).Ok().GetProperty("experiment");

        Assert.Equal(("0", "Default", "active", "mlflow-artifacts:/0"), (
            byId.GetProperty("experiment_id").GetString(), byId.GetProperty("name").GetString(), byId.GetProperty("lifecycle_stage").GetString(), byId.GetProperty("artifact_location").GetString()));
        Assert.Equal(byId.ToString(), byName.ToString());
    }

    [Fact]
    public async Task An_experiment_is_created_once()
    {
        var id = await Server.CreateExperimentAsync("sorting");

        var again = await Server.PostAsync("experiments/create", new { name = "sorting" });

        Assert.Contains("sorting", again.Refused(HttpStatusCode.BadRequest, "RESOURCE_ALREADY_EXISTS"), StringComparison.Ordinal);
        var found = (await Server.GetAsync("experiments/get-by-name?experiment_name=sorting")).Ok().GetProperty("experiment");
        Assert.Equal(id, found.GetProperty("experiment_id").GetString());
        Assert.True(found.GetProperty("creation_time").GetInt64() > 0);
    }

    [Fact]
    public async Task An_experiment_that_is_not_there_is_told_so()
    {
        Assert.Contains("77", (await Server.GetAsync("experiments/get?experiment_id=77")).Missing(), StringComparison.Ordinal);
        Assert.Contains("no number", (await Server.GetAsync("experiments/get?experiment_id=no%20number")).Missing(), StringComparison.Ordinal);
        Assert.Equal("Could not find experiment with name 'none'", (await Server.GetAsync("experiments/get-by-name?experiment_name=none")).Missing());
        Assert.Contains("'experiment_id'", (await Server.GetAsync("experiments/get")).Invalid(), StringComparison.Ordinal);
        (await Server.PostAsync("experiments/delete", new { experiment_id = "77" })).Missing();
        (await Server.PostAsync("experiments/restore", new { experiment_id = "0" })).Missing();
    }

    [Fact]
    public async Task A_deleted_experiment_is_shown_as_such_and_so_are_its_runs_until_it_is_restored()
    {
        var id = await Server.CreateExperimentAsync("short");
        var run = await Server.CreateRunAsync(id);

        (await Server.PostAsync("experiments/delete", new { experiment_id = id })).Ok();

        Assert.Equal("deleted", (await Server.GetAsync($"experiments/get?experiment_id={id}")).Ok().GetProperty("experiment").GetProperty("lifecycle_stage").GetString());
        Assert.Equal("deleted", (await Server.GetRunAsync(run)).GetProperty("info").GetProperty("lifecycle_stage").GetString());
        (await Server.PostAsync("experiments/delete", new { experiment_id = id })).Missing();
        Assert.Contains("'active' state", (await Server.PostAsync("runs/create", new { experiment_id = id })).Invalid(), StringComparison.Ordinal);
        Assert.Contains("'active' state", (await Server.PostAsync("runs/set-tag", new { run_id = run, key = "a", value = "b" })).Invalid(), StringComparison.Ordinal);

        (await Server.PostAsync("experiments/restore", new { experiment_id = id })).Ok();
        (await Server.PostAsync("runs/set-tag", new { run_id = run, key = "a", value = "b" })).Ok();
    }

    [Fact]
    public async Task An_experiment_gets_another_name_unless_it_is_taken_or_the_default_one()
    {
        var id = await Server.CreateExperimentAsync("old");
        await Server.CreateExperimentAsync("taken");

        (await Server.PostAsync("experiments/update", new { experiment_id = id, new_name = "new" })).Ok();

        Assert.Equal("new", (await Server.GetAsync($"experiments/get?experiment_id={id}")).Ok().GetProperty("experiment").GetProperty("name").GetString());
        (await Server.PostAsync("experiments/update", new { experiment_id = id, new_name = "taken" })).Refused(HttpStatusCode.BadRequest, "RESOURCE_ALREADY_EXISTS");
        (await Server.PostAsync("experiments/update", new { experiment_id = "0", new_name = "mine" })).Invalid();
        (await Server.PostAsync("experiments/update", new { experiment_id = id, new_name = "" })).Invalid();
    }

    [Fact]
    public async Task What_the_store_does_not_keep_of_an_experiment_is_refused()
    {
        (await Server.PostAsync("experiments/set-experiment-tag", new { experiment_id = "0", key = "a", value = "b" })).Unsupported();
        (await Server.PostAsync("experiments/create", new { name = "tagged", tags = new[] { new { key = "a", value = "b" } } })).Unsupported();
        (await Server.PostAsync("experiments/create", new { name = "elsewhere", artifact_location = "s3://bucket" })).Invalid();
        (await Server.PostAsync("experiments/create", new { name = new string('x', 501) })).Invalid();
        (await Server.GetAsync("experiments/get-by-name?experiment_name=tagged")).Missing();
    }

    [Fact]
    public async Task Experiments_are_found_by_name_in_order_and_in_pages()
    {
        foreach (var name in new[] { "b-1", "a-1", "a-2", "A-3" })
            await Server.CreateExperimentAsync(name);

        var first = (await Server.PostAsync("experiments/search", new { max_results = 2, filter = "name LIKE 'a-%'", order_by = new[] { "name DESC" } })).Ok();
        var any = (await Server.PostAsync("experiments/search", new { max_results = 2, filter = "name ILIKE 'a-%'", order_by = new[] { "name" } })).Ok();
        var rest = (await Server.PostAsync("experiments/search", new { max_results = 2, filter = "name ILIKE 'a-%'", order_by = new[] { "name" }, page_token = any.GetProperty("next_page_token").GetString() })).Ok();
        var all = (await Server.GetAsync("experiments/search?max_results=1000")).Ok();

        Assert.Equal(["a-2", "a-1"], Texts(first.GetProperty("experiments"), "name"));
        Assert.False(first.TryGetProperty("next_page_token", out _));
        Assert.Equal(["A-3", "a-1"], Texts(any.GetProperty("experiments"), "name"));
        Assert.Equal(["a-2"], Texts(rest.GetProperty("experiments"), "name"));
        Assert.Equal(["A-3", "a-2", "a-1", "b-1", "Default"], Texts(all.GetProperty("experiments"), "name"));
    }

    [Theory]
    [InlineData("""{"filter":"name ~ 'x'"}""")]
    [InlineData("""{"filter":"tags.a = 'x'"}""")]
    [InlineData("""{"filter":"name < 'x'"}""")]
    [InlineData("""{"order_by":["colour"]}""")]
    [InlineData("""{"order_by":["name UP"]}""")]
    [InlineData("""{"max_results":0}""")]
    [InlineData("""{"max_results":50001}""")]
    [InlineData("""{"max_results":"many"}""")]
    [InlineData("""{"page_token":"mine"}""")]
    [InlineData("""{"view_type":"SOME"}""")]
    public async Task A_search_for_experiments_that_makes_no_sense_is_refused(string body) =>
        (await Server.PostAsync("experiments/search", body)).Invalid();
}
