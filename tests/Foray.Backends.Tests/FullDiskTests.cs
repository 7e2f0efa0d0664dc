using Foray.Backends.Jsonl;
using Foray.Backends.TensorBoard;
using Foray.Backends.Tests.TensorBoard;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests;

public class FullDiskTests
{
    private const int Count = 400;

    private static readonly IReadOnlyList<Metric> Batch = [.. Enumerable.Range(0, Count).Select(step => Some.Scalar("loss", step, step))];

    [Fact]
    public async Task Lines_that_did_not_fit_are_there_once_when_there_is_space_again()
    {
        using var disk = new SmallDisk();
        var path = Path.Combine(disk.Folder, "metrics.jsonl");
        using var backend = PluginUnderTest.Create<JsonlBackend>(new { path });
        await FillAndTryAgainAsync(disk, backend);
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(1 + 1 + Count, lines.Length);
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    [Fact]
    public async Task Events_that_did_not_fit_are_there_once_when_there_is_space_again()
    {
        using var disk = new SmallDisk();
        var backend = PluginUnderTest.Create<TensorBoardBackend>(new { disk.Folder });
        await FillAndTryAgainAsync(disk, backend);
        await backend.StopAsync(TestContext.Current.CancellationToken);
        var values = TensorBoardEvent.ReadValues(Assert.Single(Directory.GetFiles(Path.Combine(disk.Folder, "run-1"))));
        Assert.Equal([-1, .. Enumerable.Range(0, Count)], values.Select(value => (int)value.Value.Float(2)));
    }

    private static async Task FillAndTryAgainAsync(SmallDisk disk, IBackend backend)
    {
        await backend.WriteAsync(Some.Scalar("loss", -1) with { Name = "first" });
        disk.Fill(but: 12288);
        var before = Lengths(disk);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var error = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync(Batch));
            Assert.Equal("FORAY391", error.Diagnostics[0].Code);
            Assert.Equal(before, Lengths(disk));
        }

        disk.Clear();
        await backend.WriteAsync(Batch);
    }

    private static IReadOnlyList<(string Path, long Length)> Lengths(SmallDisk disk) =>
        [.. new DirectoryInfo(disk.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => (file.FullName, file.Length)).Order()];
}
