using System.Globalization;

namespace Foray.Faults.Tests;

public sealed class KillTests : IAsyncLifetime
{
    private const int Cases = 40;

    private readonly TestFolder _folder = new();

    /// <summary>Kills per test: a sample in the usual run, the full count under soak.</summary>
    private static int Kills => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 200 : 20;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_run_that_is_killed_at_random_moments_comes_to_its_end_with_one_end_for_every_case()
    {
        await using var host = await SshHost.StartAsync();
        const int Seed = 20261123;
        var random = new Random(Seed);
        _folder.Write("experiment.yml", $"""
            name: killed
            sites:
              - kind: local
                resources:
                  machines:
                    - labels: [near]
            {SshHost.Site("far", host)}
            experiments:
              - kind: shell
                name: work
                inputs: []
                run_on: any
                matrix: {"{ n: [" + string.Join(", ", Enumerable.Range(1, Cases)) + "] }"}
                scripts:
                  - labels: [near, far]
                    script: sleep 0.1; echo "n=$n" >> "$FORAY_METRICS"
            """);
        var kills = 0;
        var runs = 0;
        while (kills < Kills)
        {
            using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run");
            using var delay = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(20, 1500)));
            runs++;
            try
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(delay.Token, TestContext.Current.CancellationToken);
                await run.ExitedAsync(stop.Token);
                // It came to its end before its moment: begin anew, so that all moments are met.
                if (kills < Kills)
                    await BeginAnewAsync(await run.EndAsync());
            }
            catch (OperationCanceledException)
            {
                run.Kill();
                await run.EndAsync();
                kills++;
            }
        }

        var last = await _folder.ForayAsync("run");

        Assert.True(last.ExitCode == 0, $"after {kills} kills in {runs} runs: {last}");
        AssertComplete();
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
        var ids = JournalFile.MachineIds(_folder);
        await _folder.ForayAsync("down");
        Assert.Empty(Leftovers.Of(ids));
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
        Assert.All(rows, row => Assert.Equal(
            ResultsFile.Text(row, "case"), "n=" + row.GetProperty("metrics").GetProperty("n").GetDouble().ToString(CultureInfo.InvariantCulture)));
    }
}
