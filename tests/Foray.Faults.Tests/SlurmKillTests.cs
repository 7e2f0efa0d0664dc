using System.Globalization;

namespace Foray.Faults.Tests;

public sealed class SlurmKillTests : IAsyncLifetime
{
    private const int Cases = 60;

    private readonly TestFolder _folder = new();

    /// <summary>Kills per test: a sample in the usual run, the full count under soak.</summary>
    private static int Kills => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 60 : 5;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_job_array_outlives_kills_of_Foray_and_every_case_is_executed_once_and_has_one_end()
    {
        await using var cluster = await SlurmCluster.StartAsync();
        var random = new Random(20261128);
        _folder.Write("experiment.yml", $$"""
            name: killed
            sites: [{ kind: local, resources: { machines: [{ labels: [submit] }] } }]
            experiments:
              - kind: slurm
                name: work
                submit_labels: [submit]
                inputs: []
                poll_interval: 200ms
                matrix: { n: [{{string.Join(", ", Enumerable.Range(1, Cases))}}] }
                scripts:
                  - script: sleep 0.3; echo "$n" >> "{{_folder.Of("executed")}}"; echo "n=$n" >> "$FORAY_METRICS"
            """);
        var (kills, rounds) = (0, 1);
        while (kills < Kills)
        {
            using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, cluster.Environment, "run");
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

        var last = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, cluster.Environment, "run");

        Assert.True(last.ExitCode == 0, $"after {kills} kills in {rounds} rounds: {last}");
        AssertComplete();
        Assert.Equal(rounds, (await cluster.ArraysAsync()).Count);
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
        File.Delete(_folder.Of("executed"));
    }

    private void AssertComplete()
    {
        var ends = JournalFile.Read(_folder).Of("row_ended").GroupBy(record => record.GetProperty("key").GetString()).ToList();
        Assert.Equal(Cases, ends.Count);
        Assert.All(ends, end => Assert.Single(end));
        Assert.Equal(Enumerable.Range(1, Cases), File.ReadAllLines(_folder.Of("executed")).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Order());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(Cases, rows.Count);
        Assert.All(rows, row => Assert.Equal("passed", ResultsFile.Text(row, "status")));
        Assert.All(rows, row => Assert.Equal(
            ResultsFile.Text(row, "case"), "n=" + row.GetProperty("metrics").GetProperty("n").GetDouble().ToString(CultureInfo.InvariantCulture)));
    }
}
