namespace Foray.Faults.Tests;

/// <summary>Stations that are killed in the middle of a hand-off: the program lives once, and comes home with its suitcase as it was.</summary>
public sealed class HandOffKillTests : IAsyncLifetime
{
    private const string Mover = """
        import time

        class KP:
            def __init__(self):
                self.ahead = None

            def __main__(self, kos):
                if self.ahead is None:
                    self.ahead = kos.get_arguments()
                with kos.get_suitcase().open("/visited.txt", "a") as visited:
                    visited.write(kos.get_station() + "\n")
                if self.ahead:
                    self.go(kos, self.ahead.pop(0))

            def go(self, kos, station):
                while True:
                    try:
                        kos.migrate(station)
                    except kos.RefusedError:
                        time.sleep(0.1)
        """;

    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static bool IsSoak => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1";

    /// <summary>Step, the station that stands still there, and the one that is killed there.</summary>
    public static TheoryData<string, string, string> Kills()
    {
        var all = new List<(string, string, string)>();
        foreach (var (step, pausing) in new[] { ("prepared", "home"), ("received", "away"), ("committed", "home"), ("started", "away") })
            foreach (var victim in new[] { "home", "away" })
                all.Add((step, pausing, victim));
        // Each step once, and each station twice; all of them in the soak.
        var chosen = IsSoak ? all : [.. all.Where((_, index) => index is 0 or 3 or 5 or 6)];
        var data = new TheoryData<string, string, string>();
        for (var round = 0; round < (IsSoak ? 5 : 1); round++)
            foreach (var (step, pausing, victim) in chosen)
                data.Add(step, pausing, victim);
        return data;
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task A_program_lives_once_and_keeps_its_suitcase_whoever_is_killed(string step, string pausing, string victim)
    {
        await using var stations = await RunningStations.StartAsync(_folder);
        foreach (var name in new[] { "home", "away" })
            await stations.StartAsync(name, pause: name == pausing ? step : null);
        var ports = new[] { "home", "away" }.ToDictionary(name => name, name => new Uri(stations[name].Url).Port);
        _folder.Write("mover.py", Mover);
        using var submitted = stations["home"].Start("program", "submit", "mover.py", "--wait", "--retrieve", "visited.txt", "--into", "result", "--", "away", "home");

        await PausedAsync(stations[pausing], step);
        await stations[victim].KillAsync();
        if (victim != pausing)
            await stations[pausing].KillAsync();
        foreach (var name in new[] { victim, pausing }.Distinct())
            await stations.StartAsync(name, ports[name]);
        var result = await submitted.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("home\naway\nhome\n", await File.ReadAllTextAsync(_folder.Of("result", "visited.txt"), TestContext.Current.CancellationToken));
        var list = await stations["home"].ForayAsync("program", "list");
        Assert.Single(list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1));
        Assert.Contains("returned", list.Output, StringComparison.Ordinal);
    }

    private static async Task PausedAsync(RunningStation station, string step)
    {
        using var watcher = new FileSystemWatcher(station.Data) { EnableRaisingEvents = true };
        var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, change) =>
        {
            if (change.Name == $"paused-{step}")
                paused.TrySetResult();
        };
        if (!File.Exists(Path.Combine(station.Data, $"paused-{step}")))
            await paused.Task.WaitAsync(TestContext.Current.CancellationToken);
    }
}
