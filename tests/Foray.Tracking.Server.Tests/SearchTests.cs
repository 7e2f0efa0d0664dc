using System.Text.Json;

namespace Foray.Tracking.Server.Tests;

public sealed class SearchTests : ServerTest
{
    [Theory]
    [InlineData("", "e d c b a")]
    [InlineData("metrics.loss < 0.3", "c b a")]
    [InlineData("metrics.loss >= 0.2 and metrics.loss != 0.4", "d c")]
    [InlineData("params.model = 'tree'", "e c a")]
    [InlineData("params.model != \"tree\" AND metrics.`loss` > 0", "d b")]
    [InlineData("parameters.model LIKE 'n%'", "d b")]
    [InlineData("params.model ILIKE 'TR%'", "e c a")]
    [InlineData("params.model IN ('net', 'other')", "d b")]
    [InlineData("params.model NOT IN ('net')", "e c a")]
    [InlineData("tags.\"with space\" = 'b'", "b")]
    [InlineData("tags.`mlflow.runName` = 'c'", "c")]
    [InlineData("attributes.run_name LIKE '%'", "e d c b a")]
    [InlineData("run_name = 'd'", "d")]
    [InlineData("attribute.status = 'FINISHED'", "e")]
    [InlineData("status != 'FINISHED'", "d c b a")]
    [InlineData("attributes.start_time > 1000002", "e d")]
    [InlineData("metrics.none > 0", "")]
    [InlineData("`metrics`.`loss` < 0.15 AND `attributes`.`Run Name` != 'z'", "b a")]
    [InlineData("params.model < 'o' or metrics.loss > 0.35", "e d b")]
    [InlineData("not (params.model = 'net' or run_name IN ('a', 'c'))", "e")]
    [InlineData("min(loss) < 0.15 and count(loss) = 1", "b a")]
    [InlineData("params.model IS NOT NULL AND tags.other IS NULL AND end_time IS NULL", "d c b a")]
    [InlineData("user_id = 'ada'", "c")]
    [InlineData("tags.mlflow.parentRunId IS NULL", "e d c b a")]
    [InlineData("  ", "e d c b a")]
    public async Task Runs_are_found_by_MLflows_filters(string filter, string expected)
    {
        await FillAsync();

        var found = await SearchAsync(new { experiment_ids = new[] { "0" }, filter });

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData("metrics.loss DESC", "e d c b a")]
    [InlineData("metrics.loss", "a b c d e")]
    [InlineData("params.model asc", "d b e c a")]
    [InlineData("attributes.start_time ASC", "a b c d e")]
    [InlineData("tags.`with space` DESC", "e d c b a")]
    [InlineData("max(loss) desc", "e d c b a")]
    [InlineData("params.model, metrics.loss DESC", "d b e c a")]
    public async Task Runs_are_ordered_as_clients_ask(string order, string expected)
    {
        await FillAsync();

        Assert.Equal(expected, string.Join(' ', await SearchAsync(new { experiment_ids = new[] { "0" }, order_by = new[] { order } })));
    }

    [Fact]
    public async Task Pages_come_one_after_the_other_and_nothing_is_missing()
    {
        await FillAsync();
        var (names, token) = (new List<string>(), "");

        do
        {
            var page = (await Server.PostAsync("runs/search", new { experiment_ids = new[] { "0" }, max_results = 2, page_token = token })).Ok();
            names.AddRange(NamesOf(page));
            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString()! : "";
        }
        while (token.Length > 0);

        Assert.Equal(["e", "d", "c", "b", "a"], names);
    }

    [Fact]
    public async Task Only_the_experiments_that_are_named_are_looked_at()
    {
        await FillAsync();
        var other = await Server.CreateExperimentAsync("other");
        await Server.CreateRunAsync(other, name: "x");

        Assert.Equal(["x"], await SearchAsync(new { experiment_ids = new[] { other } }));
        Assert.Equal(6, (await SearchAsync(new { experiment_ids = new[] { "0", other, "99", "none" } })).Count);
        Assert.Empty(await SearchAsync(new { experiment_ids = Array.Empty<string>() }));
    }

    [Fact]
    public async Task Deleted_runs_are_found_where_they_are_asked_for()
    {
        await FillAsync();
        var id = (await FindAsync(new { experiment_ids = new[] { "0" }, filter = "run_name = 'b'" })).GetProperty("runs")[0].GetProperty("info").GetProperty("run_id").GetString();
        (await Server.PostAsync("runs/delete", new { run_id = id })).Ok();

        Assert.Equal(["e", "d", "c", "a"], await SearchAsync(new { experiment_ids = new[] { "0" } }));
        Assert.Equal(["b"], await SearchAsync(new { experiment_ids = new[] { "0" }, run_view_type = "DELETED_ONLY" }));
        Assert.Equal(["e", "d", "c", "b", "a"], await SearchAsync(new { experiment_ids = new[] { "0" }, run_view_type = "ALL" }));
    }

    [Theory]
    [InlineData("""{"filter":"metrics.loss <"}""")]
    [InlineData("""{"filter":"metrics.loss = 'text'"}""")]
    [InlineData("""{"filter":"metrics.loss LIKE 'a'"}""")]
    [InlineData("""{"filter":"params.model = tree"}""")]
    [InlineData("""{"filter":"params.model = 'a' or"}""")]
    [InlineData("""{"filter":"colour.red = 'a'"}""")]
    [InlineData("""{"filter":"attributes.colour = 'a'"}""")]
    [InlineData("""{"order_by":["attributes.colour"]}""")]
    [InlineData("""{"order_by":[" DESC"]}""")]
    [InlineData("""{"max_results":0}""")]
    [InlineData("""{"max_results":50001}""")]
    [InlineData("""{"page_token":"mine"}""")]
    [InlineData("""{"run_view_type":"SOME"}""")]
    [InlineData("""{"experiment_ids":"0"}""")]
    public async Task A_search_that_makes_no_sense_is_refused(string body)
    {
        (await Server.PostAsync("runs/search", body)).Invalid();
        Assert.Empty(Server.Failures);
    }

    private async Task FillAsync()
    {
        foreach (var (name, index) in new[] { "a", "b", "c", "d", "e" }.Select((name, index) => (name, index)))
        {
            var run = await Server.CreateRunAsync(start: 1_000_000 + index, name: name);
            (await Server.PostAsync("runs/log-batch", new
            {
                run_id = run,
                metrics = new[] { new { key = "loss", value = index / 10.0, timestamp = 1, step = 0 } },
                @params = new[] { new { key = "model", value = index % 2 == 0 ? "tree" : "net" } },
                tags = new[] { new { key = "with space", value = name }, new { key = name == "c" ? "mlflow.user" : "of", value = "ada" } },
            })).Ok();
            if (name == "e")
                (await Server.PostAsync("runs/update", new { run_id = run, status = "FINISHED", end_time = 2_000_000 })).Ok();
        }
    }

    private async Task<JsonElement> FindAsync(object search) => (await Server.PostAsync("runs/search", search)).Ok();

    private async Task<IReadOnlyList<string>> SearchAsync(object search) => NamesOf(await FindAsync(search));

    private static string[] NamesOf(JsonElement page) => [.. page.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("info").GetProperty("run_name").GetString()!)];
}
