namespace Foray.Faults.Tests;

public sealed class PegasusKillTests : IAsyncLifetime
{
    private const int Cases = 4;

    private readonly PegasusStandIn _pegasus = new();
    private readonly TestFolder _folder;

    public PegasusKillTests() => _folder = new TestFolder { Environment = _pegasus.Environment };

    /// <summary>Kills per test: a sample in the usual run, the full count under soak.</summary>
    private static int Kills => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 40 : 5;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _pegasus.Dispose();
    }

    [Fact]
    public async Task Workflows_outlive_kills_of_Foray_and_each_is_planned_once_and_has_one_end()
    {
        var random = new Random(20261129);
        _folder.Write("experiment.yml", $$"""
            name: killed
            sites: [{ kind: local, resources: { machines: [{ labels: [submit] }] } }]
            experiments:
              - kind: pegasus
                name: work
                main: sleep 0.3; pegasus-plan sort.yml
                submit_node_labels: [submit]
                count: {{Cases}}
                inputs: []
                poll_interval: 200ms
                post_scripts: [{ labels: [submit], script: 'echo "repeat=$FORAY_REPEAT" >> "$FORAY_METRICS"' }]
            """);
        var (kills, rounds) = (0, 1);
        while (kills < Kills)
        {
            using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, _pegasus.Environment, "run");
            using var delay = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(300, 3000)));
            try
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(delay.Token, TestContext.Current.CancellationToken);
                await run.ExitedAsync(stop.Token);
                // It came to its end before its moment: begin anew, so that all moments are met.
                await BeginAnewAsync(await run.EndAsync());
                rounds++;
            }
            catch (OperationCanceledException)
            {
                run.Kill();
                await run.EndAsync();
                kills++;
            }
        }

        var last = await _folder.ForayAsync("run");

        Assert.True(last.ExitCode == 0, $"after {kills} kills in {rounds} rounds: {last}");
        AssertComplete();
        Assert.Equal(rounds * Cases, _pegasus.Calls.Count(call => call == "pegasus-plan"));
        Assert.Equal(rounds * Cases, _pegasus.Calls.Count(call => call == "pegasus-run"));
        Assert.DoesNotContain("pegasus-remove", _pegasus.Calls);
        var ids = JournalFile.MachineIds(_folder);
        var down = await _folder.ForayAsync("down");
        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Empty(Leftovers.Of(ids));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Of("output", ".foray", "experiment", "machines")));
    }

    private async Task BeginAnewAsync(CommandResult ended)
    {
        Assert.True(ended.ExitCode == 0, ended.ToString());
        AssertComplete();
        await _folder.ForayAsync("down");
        Directory.Delete(_folder.Of("output"), recursive: true);
    }

    private void AssertComplete()
    {
        var ends = JournalFile.Read(_folder).Of("row_ended").GroupBy(record => record.GetProperty("key").GetString()).ToList();
        Assert.Equal(Cases, ends.Count);
        Assert.All(ends, end => Assert.Single(end));
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(Cases, rows.Count);
        Assert.All(rows, row => Assert.Equal("passed", ResultsFile.Text(row, "status")));
    }
}
