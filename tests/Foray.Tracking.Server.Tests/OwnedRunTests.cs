using System.Net;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Server.Experiments;

namespace Foray.Tracking.Server.Tests;

/// <summary>Runs that a tracker of the same process has begun and writes to as well.</summary>
public sealed class OwnedRunTests : IAsyncLifetime
{
    private const string Run = "20260102T030405Z-1a2b3c4-0123456789ab";

    private RunningServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RunningServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(isShared: true);

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task A_client_finds_a_run_that_has_just_begun_with_all_that_was_told_of_it()
    {
        for (var i = 0; i < 20; i++)
        {
            using var run = Server.Owner!.Tracker.Start(new RunStart($"{Run}-{i}", "demo", "case", DateTimeOffset.UnixEpoch));
            run.Param("tool", "xz");

            var data = (await Server.GetRunAsync(run.Run)).GetProperty("data");

            Assert.Equal("xz", data.GetProperty("params")[0].GetProperty("value").GetString());
        }
    }

    [Fact]
    public async Task The_owners_parameters_come_first_whichever_call_is_the_first()
    {
        using var run = Server.Owner!.Tracker.Start(new RunStart(Run, "demo", "case", DateTimeOffset.UnixEpoch));
        run.Param("tool", "xz");

        var refused = await Server.PostAsync("runs/log-parameter", new { run_id = Run, key = "tool", value = "gzip" });

        Assert.Contains("Changing param values", refused.Invalid(), StringComparison.Ordinal);
        (await Server.PostAsync("runs/log-parameter", new { run_id = Run, key = "tool", value = "xz" })).Ok();
    }

    [Fact]
    public async Task The_owner_alone_ends_a_run()
    {
        using var run = Server.Owner!.Tracker.Start(new RunStart(Run, "demo", "case", DateTimeOffset.UnixEpoch));
        (await Server.PostAsync("runs/update", new { run_id = Run, status = "RUNNING" })).Ok();
        var answer = (await Server.PostAsync("runs/update", new { run_id = Run, status = "FINISHED", end_time = 1_700_000_000_000, run_name = "renamed" })).Ok();
        Assert.Equal(("RUNNING", "renamed"), (answer.GetProperty("run_info").GetProperty("status").GetString(), answer.GetProperty("run_info").GetProperty("run_name").GetString()));

        run.End(RunState.Failed);
        await Server.Owner.Tracker.SettleAsync(Token);
        (await Server.PostAsync("runs/update", new { run_id = Run, status = "FINISHED", end_time = 1_700_000_000_000 })).Ok();

        Assert.Equal("FAILED", (await Server.GetRunAsync(Run)).GetProperty("info").GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_owner_and_clients_log_to_one_metric_is_all_there_in_the_order_of_each()
    {
        using var run = Server.Owner!.Tracker.Start(new RunStart(Run, "demo", "case", DateTimeOffset.UnixEpoch));
        var handle = run.Metric("loss");

        await Task.WhenAll(
            Task.Run(() =>
            {
                for (var step = 0; step < 20_000; step++)
                    handle.Log(step, step);
            }, Token),
            LogAsync());
        await Server.Owner.Tracker.SettleAsync(Token);

        var points = (await Server.GetAsync($"metrics/get-history?run_id={Run}&metric_key=loss")).Ok().GetProperty("metrics").EnumerateArray().Select(point => point.GetProperty("step").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range(0, 20_000).Select(step => (long)step), points.Where(step => step < 1_000_000));
        Assert.Equal(Enumerable.Range(0, 2_000).Select(step => 1_000_000L + step), points.Where(step => step >= 1_000_000));
    }

    [Fact]
    public async Task A_run_that_a_client_makes_is_its_own()
    {
        using var run = Server.Owner!.Tracker.Start(new RunStart(Run, "demo", "case", DateTimeOffset.UnixEpoch));
        var experiment = (await Server.GetRunAsync(Run)).GetProperty("info").GetProperty("experiment_id").GetString();
        Assert.Equal(ExperimentId.Of((await Server.Store.Experiments.FindAsync("demo", Token))!), experiment);

        var child = (await Server.PostAsync("runs/create", new { experiment_id = experiment, tags = new[] { new { key = "mlflow.parentRunId", value = Run } } })).Ok().GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        (await Server.PostAsync("runs/update", new { run_id = child, status = "FINISHED" })).Ok();

        var stored = await Server.Store.Runs.FindAsync(child, Token);
        Assert.Equal((RunState.Finished, Run), (stored!.State, stored.Parent));
    }

    private async Task LogAsync()
    {
        for (var step = 0; step < 2_000; step += 20)
        {
            var metrics = Enumerable.Range(1_000_000 + step, 20).Select(number => new { key = "loss", value = number, timestamp = 1, step = number });
            var answer = await Server.PostAsync("runs/log-batch", new { run_id = Run, metrics });
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
    }
}
