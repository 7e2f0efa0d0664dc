using System.Net;

namespace Foray.EndToEnd.Tests.Stations;

public sealed class StationTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_station_alone_needs_nothing_and_stops_cleanly()
    {
        await using var station = await RunningStation.StartAsync(_folder, "alone");
        using var http = new HttpClient();

        var health = await http.GetAsync(new Uri($"{station.Url}/health"), TestContext.Current.CancellationToken);
        var result = await station.StopAsync();

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Others_than_this_computer_are_kept_out_with_the_reason()
    {
        var result = await _folder.ForayAsync("station", "start", "--address", "0.0.0.0");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("FORAY173", result.Error, StringComparison.Ordinal);
        Assert.Contains("without a key", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_station_of_one_name_is_refused_and_names_the_first()
    {
        await using var station = await RunningStation.StartAsync(_folder, "same");

        var result = await ForayProgram.RunProgramAsync(
            ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["FORAY_DATA"] = _folder.Of("data") }, "station", "start", "--name", "same", "--port", "0");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"a station 'same' runs already (process {station.Pid})", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using var station = await RunningStation.StartAsync(_folder, "first");

        var result = await ForayProgram.RunProgramAsync(
            ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["FORAY_DATA"] = _folder.Of("data") },
            "station", "start", "--name", "second", "--port", new Uri(station.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("another program uses the port", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_whose_store_is_not_there_is_told()
    {
        var result = await ForayProgram.RunProgramAsync(
            ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["FORAY_DATA"] = _folder.Of("data") }, "station", "start", "--cluster", "redis://:secret@127.0.0.1:1");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("FORAY600", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent", "list")]
    [InlineData("program", "list")]
    public async Task Where_there_is_no_station_a_command_says_how_to_start_one(string group, string command)
    {
        var result = await _folder.ForayAsync(group, command, "--station", "http://127.0.0.1:1");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("foray station start", result.Error, StringComparison.Ordinal);
    }
}
