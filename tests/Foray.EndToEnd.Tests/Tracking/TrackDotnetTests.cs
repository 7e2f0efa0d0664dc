using Foray.EndToEnd.Tests.Plugins;

namespace Foray.EndToEnd.Tests.Tracking;

/// <summary>The example of the tutorial, built and run as its readers do.</summary>
public sealed class TrackDotnetTests : IAsyncLifetime
{
    private const string Example = "track-dotnet";

    private static readonly string Program = Path.Combine(ForayProgram.Root, "artifacts", "examples", Example, "bin", "TrackDotnet", "release", "track-dotnet");

    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_program_tracks_what_it_logs_and_what_collectors_and_integrations_report()
    {
        await ExampleBuild.RunAsync(Example, "build");
        foreach (var rate in (string[])["0.01", "0.5"])
        {
            var run = await ForayProgram.RunProgramAsync(Program, _folder.Path, null, rate, "runs");
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Matches($@"(?m)^\S+  Finished  rate {rate} +1000 points, loss 1\.0\d+ -> 0\.\d+$", run.Output);
        }

        var csv = await _folder.ForayAsync("runs", "export", "latest", "--as", "csv", "--store", _folder.Of("runs"));

        Assert.True(csv.ExitCode == 0, csv.ToString());
        var metrics = csv.Output.Split('\n').Skip(1).Select(line => line.Split(',')).Where(cells => cells.Length == 6).ToLookup(cells => cells[2], cells => cells[5]);
        Assert.Equal(1000, metrics["loss"].Count());
        Assert.NotEmpty(metrics["system/memory_used"]);
        Assert.Equal(1000, metrics["steps"].Sum(double.Parse));
    }
}
