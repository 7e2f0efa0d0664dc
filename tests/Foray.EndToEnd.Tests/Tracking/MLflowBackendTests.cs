using System.Diagnostics;
using System.Globalization;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.EndToEnd.Tests.Tracking;

/// <summary>The backend <c>mlflow</c> of a run sends to <c>foray serve</c>.</summary>
public sealed class MLflowBackendTests : IAsyncLifetime
{
    private const int Points = 3000;

    private readonly TestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_in_mid_run_has_every_point_at_the_end()
    {
        var port = SshHosts.FreePort().ToString(CultureInfo.InvariantCulture);
        WriteExperiment(port);
        using var first = await ServeAsync(port);
        using var running = ForayProgram.Start(ForayProgram.Path, _folder.Path, _folder.Environment, "run");

        await _folder.AppearsAsync("ready-2", running);
        first.Kill();
        await first.EndAsync();
        await GoAsync("2");
        await _folder.AppearsAsync("ready-3", running);
        using var second = await ServeAsync(port);
        await GoAsync("3");
        var end = await running.EndAsync();

        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.DoesNotContain("dropped", end.Output, StringComparison.Ordinal);
        await AssertSameAsync();
        second.Signal("TERM");
        Assert.Equal(0, (await second.EndAsync()).ExitCode);
    }

    /// <summary>Every case but the first says that it is ready, and waits.</summary>
    private void WriteExperiment(string port)
    {
        foreach (var gate in new[] { "2", "3" })
        {
            using var mkfifo = Process.Start("mkfifo", [_folder.Of($"go-{gate}")]);
            mkfifo.WaitForExit();
        }

        _folder.Write("experiment.yml", $$"""
            name: demo
            sites: [{ kind: local, resources: { machines: [{ labels: [worker] }] } }]
            backends: [{ kind: mlflow, url: "http://127.0.0.1:{{port}}" }]
            experiments:
              - kind: shell
                name: work
                inputs: []
                matrix: { n: [1, 2, 3] }
                outputs: [{ src: result.txt }]
                scripts:
                  - labels: [worker]
                    script: |
                      if [ "$n" != 1 ]; then
                        touch "{{_folder.Path}}/ready-$n"
                        read -r line < "{{_folder.Path}}/go-$n"
                      fi
                      awk -v n="$n" 'BEGIN { for (i = 0; i < {{Points}}; i++) printf "loss=%.17g step=%d\n", (i % 100 == 7 ? "NaN" : sin(i) * n), i }' >> "$FORAY_METRICS"
                      echo "odd=Infinity step=0" >> "$FORAY_METRICS"
                      echo "$n" > result.txt
            """);
    }

    private async Task<RunningCommand> ServeAsync(string port)
    {
        var server = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "serve", "--store", "remote", "--port", port);
        await server.SaysAsync("MLFLOW_TRACKING_URI=");
        return server;
    }

    private async Task GoAsync(string gate)
    {
        await using var pipe = await Task.Run(() => new FileStream(_folder.Of($"go-{gate}"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite), Token);
        await pipe.WriteAsync("go\n"u8.ToArray(), Token);
    }

    /// <summary>What a killed server had kept and not answered comes again: the backend delivers at least once.</summary>
    private async Task AssertSameAsync()
    {
        await using var local = await TrackingStores.OpenExistingAsync(_folder.Of("output", "tracking"), Token);
        await using var remote = await TrackingStores.OpenExistingAsync(_folder.Of("remote"), Token);
        var runs = (await local.Runs.SearchAsync(new RunSearch(), Token)).Runs;
        Assert.Equal(4, runs.Count);
        foreach (var run in runs)
        {
            var filter = new TextComparison(new RunTagField("foray.run"), ComparisonOperator.Equal, run.Id);
            var there = Assert.Single((await remote.Runs.SearchAsync(new RunSearch { Filter = filter }, Token)).Runs);
            Assert.Equal((run.Name, run.State), (there.Name, there.State));
            foreach (var series in await local.Points.FindAsync([run.Id], null, Token))
                Assert.Equal(await PointsAsync(local, run.Id, series.Name), (await PointsAsync(remote, there.Id, series.Name)).Distinct());
            Assert.Equal(
                (await local.Artifacts.ListAsync(run.Id, Token)).Select(artifact => (artifact.Path, artifact.Hash, artifact.Size)),
                (await remote.Artifacts.ListAsync(there.Id, Token)).Select(artifact => (artifact.Path, artifact.Hash, artifact.Size)));
        }
    }

    /// <summary>Steps, milliseconds and values, to the bit.</summary>
    private static async Task<IReadOnlyList<(long Step, long Milliseconds, ulong Bits)>> PointsAsync(ITrackingStore store, string run, string name)
    {
        var points = new List<(long, long, ulong)>();
        await foreach (var block in store.Points.ReadAsync(run, name, PlotAxis.Index, null, Token))
            for (var i = 0; i < block.Values.Length; i++)
                points.Add((block.Steps.Span[i], block.Times.Span[i] / 1_000_000, BitConverter.DoubleToUInt64Bits(block.Values.Span[i])));
        return points;
    }
}
