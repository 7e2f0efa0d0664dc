namespace Foray.Faults.Tests;

public sealed class JobKillTests : IAsyncLifetime
{
    private const int Tests = 40;

    private readonly TestFolder _folder = new();

    /// <summary>Kills per test: a sample in the usual run, the full count under soak.</summary>
    private static int Kills => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 100 : 8;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Tests_of_a_run_that_is_killed_at_random_moments_have_one_end_each_and_nothing_of_them_runs_on()
    {
        const int Seed = 20261129;
        var random = new Random(Seed);
        Write();
        var kills = 0;
        while (kills < Kills)
        {
            using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run");
            using var delay = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(100, 1500)));
            try
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(delay.Token, TestContext.Current.CancellationToken);
                await run.ExitedAsync(stop.Token);
                Assert.Equal(0, (await run.EndAsync()).ExitCode);
                break; // all tests have passed, and none would be run again
            }
            catch (OperationCanceledException)
            {
                run.Kill();
                await run.EndAsync();
                kills++;
            }
        }

        var last = await _folder.ForayAsync("run");

        Assert.True(last.ExitCode == 0, $"after {kills} kills: {last}");
        var ends = JournalFile.Read(_folder).Of("row_ended").GroupBy(record => record.GetProperty("key").GetString()).ToList();
        Assert.Equal(Tests, ends.Count);
        Assert.All(ends, end => Assert.Single(end));
        Assert.All(ResultsFile.Latest(_folder).Cases, row => Assert.Equal("passed", ResultsFile.Text(row, "status")));
        Assert.Empty(Leftovers.Of(JournalFile.MachineIds(_folder)));
    }

    private void Write()
    {
        var script = _folder.Write("slow.sh", "#!/bin/sh\nsleep 0.2\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Write("experiment.yml", $"""
            name: killed
            sites:
              - kind: local
                resources:
                  machines:
                    - labels: [near]
                      number: 2
            experiments:
              - kind: job
                name: work
                labels: [near]
                tests: [slow.sh]
                variants: {"{ n: [" + string.Join(", ", Enumerable.Range(1, Tests)) + "] }"}
            """);
    }
}
