using System.Text.Json;

namespace Foray.Tracking.Server.Tests;

public sealed class HistoryTests : ServerTest
{
    [Fact]
    public async Task All_points_come_in_the_order_in_which_they_were_logged()
    {
        var run = await FillAsync(3, 1000);

        var all = (await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key=m")).Ok();

        Assert.Equal(Enumerable.Range(0, 3000), StepsOf(all));
        Assert.False(all.TryGetProperty("next_page_token", out _));
        Assert.Equal("""{"key":"m","value":0,"timestamp":1700000000000,"step":0}""", all.GetProperty("metrics")[0].GetRawText());
    }

    [Fact]
    public async Task Pages_come_one_after_the_other_also_while_points_are_added()
    {
        var run = await FillAsync(1, 1000);
        var (steps, token) = (new List<int>(), "");

        do
        {
            var page = (await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key=m&max_results=300&page_token={token}")).Ok();
            steps.AddRange(StepsOf(page));
            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString()! : "";
            if (steps.Count == 300)
                await LogAsync(run, 1000, 50);
        }
        while (token.Length > 0);

        Assert.Equal(Enumerable.Range(0, 1050), steps);
    }

    [Fact]
    public async Task A_metric_that_is_not_there_has_no_points_and_pages_that_make_no_sense_are_refused()
    {
        var run = await Server.CreateRunAsync();

        Assert.Empty((await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key=none")).Ok().GetProperty("metrics").EnumerateArray());
        (await Server.GetAsync($"metrics/get-history?run_id={run}")).Invalid();
        (await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key=m&max_results=0")).Invalid();
        (await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key=m&page_token=mine")).Invalid();
    }

    [Fact]
    public async Task A_sample_of_several_runs_has_the_same_steps_of_each()
    {
        var (one, two) = (await FillAsync(1, 1000), await FillAsync(1, 500));

        var sample = (await Server.GetAsync($"metrics/get-history-bulk-interval?run_ids={one}&run_ids={two}&metric_key=m&max_results=100")).Ok().GetProperty("metrics").EnumerateArray().ToList();
        var part = (await Server.GetAsync($"metrics/get-history-bulk-interval?run_ids={one}&metric_key=m&start_step=10&end_step=12")).Ok();

        var ofOne = sample.Where(point => point.GetProperty("run_id").GetString() == one).Select(point => point.GetProperty("step").GetInt32()).ToList();
        var ofTwo = sample.Where(point => point.GetProperty("run_id").GetString() == two).Select(point => point.GetProperty("step").GetInt32()).ToList();
        Assert.InRange(ofOne.Count, 100, 101);
        Assert.Equal((0, 999), (ofOne[0], ofOne[^1]));
        Assert.Equal(ofOne.Where(step => step < 500), ofTwo);
        Assert.Equal([10, 11, 12], StepsOf(part));
        (await Server.GetAsync($"metrics/get-history-bulk-interval?run_ids={one}&metric_key=m&start_step=10")).Invalid();
        (await Server.GetAsync("metrics/get-history-bulk-interval?metric_key=m")).Invalid();
    }

    private static IEnumerable<int> StepsOf(JsonElement answer) => answer.GetProperty("metrics").EnumerateArray().Select(point => point.GetProperty("step").GetInt32());

    private async Task<string> FillAsync(int batches, int points)
    {
        var run = await Server.CreateRunAsync();
        for (var i = 0; i < batches; i++)
            await LogAsync(run, i * points, points);
        return run;
    }

    private async Task LogAsync(string run, int start, int count) => (await Server.PostAsync("runs/log-batch", new
    {
        run_id = run,
        metrics = Enumerable.Range(start, count).Select(step => new { key = "m", value = step, timestamp = 1_700_000_000_000L + step, step }),
    })).Ok();
}
