using System.Net;

namespace Foray.Tracking.Server.Tests;

public sealed class ConcurrencyTests : ServerTest
{
    private const int Clients = 10;
    private const int Batches = 100;
    private const int Points = 20;

    [Fact]
    public async Task Nothing_of_many_clients_at_once_is_lost_and_the_order_of_each_is_kept()
    {
        var shared = await Server.CreateRunAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => LogAsync(client, shared), Token)));

        foreach (var (run, client) in runs.Select((run, client) => (run, client)))
        {
            Assert.Equal(Enumerable.Range(0, Batches * Points), await StepsAsync(run, "m"));
            Assert.Equal(Enumerable.Range(0, Batches), await StepsAsync(shared, $"of {client}"));
        }
    }

    [Fact]
    public async Task A_parameter_that_clients_set_at_once_gets_the_value_of_one_and_the_others_are_told()
    {
        var run = await Server.CreateRunAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Server.PostAsync("runs/log-parameter", new { run_id = run, key = "p", value = $"{i}" })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.BadRequest));
        Assert.Equal(["p"], Texts((await Server.GetRunAsync(run)).GetProperty("data").GetProperty("params"), "key"));
        Assert.Equal(["mlflow.runName"], Texts((await Server.GetRunAsync(run)).GetProperty("data").GetProperty("tags"), "key"));
    }

    private async Task<string> LogAsync(int client, string shared)
    {
        var run = await Server.CreateRunAsync();
        for (var i = 0; i < Batches; i++)
        {
            (await Server.PostAsync("runs/log-batch", new
            {
                run_id = run,
                metrics = Enumerable.Range(i * Points, Points).Select(step => new { key = "m", value = step, timestamp = 1, step }),
            })).Ok();
            (await Server.PostAsync("runs/log-metric", new { run_id = shared, key = $"of {client}", value = i, timestamp = 1, step = i })).Ok();
        }

        return run;
    }

    private async Task<IEnumerable<int>> StepsAsync(string run, string key) =>
        (await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key={Uri.EscapeDataString(key)}")).Ok().GetProperty("metrics").EnumerateArray().Select(point => point.GetProperty("step").GetInt32());
}
