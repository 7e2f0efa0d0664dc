using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;

namespace Foray.EndToEnd.Tests.Tracking;

/// <summary>Runs that are copied to a server, which <c>foray serve</c> is.</summary>
public sealed class SyncTests : IAsyncLifetime
{
    private const int Points = 30_000;

    private readonly TestFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await using var tracker = await Tracker.OpenAsync(_folder.Of("output", "tracking"), TestContext.Current.CancellationToken);
        using var run = tracker.Start(new RunStart("a1", "speed", "run a1", DateTimeOffset.UnixEpoch.AddYears(50)));
        run.Param("tool", "xz");
        for (var step = 0; step < Points; step++)
            run.Metric("loss").Log(step == 7 ? double.NaN : 1.0 / (step + 1), step);
        await run.LogArtifactAsync("notes.txt", _folder.Write("notes.txt", "hello"), TestContext.Current.CancellationToken);
        using var part = tracker.Start(new RunStart("a2", "speed", "case", DateTimeOffset.UnixEpoch.AddYears(50)) { Parent = "a1" });
        part.Metric("cpu").Log(double.PositiveInfinity, 0);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_copy_to_a_server_that_is_killed_goes_on_and_a_second_one_sends_nothing()
    {
        var token = _folder.Write("token", "0123456789abcdef0123456789abcdef\n");
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var server = await RunningServer.StartAsync(_folder, token);
        var refused = await SyncAsync(server, "--username", "ada");
        Assert.True(refused.ExitCode == 2, refused.ToString());
        var stranger = await SyncAsync(server);
        Assert.True(stranger.ExitCode == 3, stranger.ToString());

        using (var killed = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "runs", "sync", "a1", "--to", server.Url, "--token-file", token))
        {
            await server.HasRunAsync();
            killed.Kill();
            await killed.ExitedAsync(TestContext.Current.CancellationToken);
        }

        var done = await SyncAsync(server, "--token-file", token);
        var again = await SyncAsync(server, "--token-file", token);
        Assert.True(done.ExitCode == 0 && again.ExitCode == 0, done.ToString() + again);
        Assert.Contains("2 runs: 0 points and 0 artifacts", again.Output, StringComparison.Ordinal);
        Assert.Equal(await ValuesAsync("--store", _folder.Of("output", "tracking")), await ValuesAsync("--store", _folder.Of("copy")));
        var shown = await _folder.ForayAsync("runs", "show", "latest", "--store", _folder.Of("copy"));
        Assert.Matches("(?s)run a1.*finished.*tool +xz.*notes.txt +5 .*case", shown.Output);
    }

    private Task<CommandResult> SyncAsync(RunningServer server, params string[] options) => _folder.ForayAsync(["runs", "sync", "a1", "--to", server.Url, .. options]);

    /// <summary>All points but their times, which the server has in milliseconds, and the run's id.</summary>
    private async Task<string> ValuesAsync(params string[] store)
    {
        var csv = await _folder.ForayAsync(["runs", "export", "latest", "--as", "csv", .. store]);
        Assert.True(csv.ExitCode == 0, csv.ToString());
        return string.Join('\n', csv.Output.Split('\n').Skip(1).Select(line => line.Split(',')).Where(cells => cells.Length == 6).Select(cells => $"{cells[1]} {cells[2]} {cells[3]} {cells[5]}"));
    }
}
