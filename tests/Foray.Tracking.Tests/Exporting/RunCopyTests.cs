using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Exporting;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Tests.Exporting;

public sealed class RunCopyTests : ExportSuite
{
    [Fact]
    public async Task A_copied_run_is_the_same_run_and_copying_it_again_changes_nothing()
    {
        var run = await FillAsync();
        using var content = new MemoryStream("picture"u8.ToArray());
        var stored = await Store.Artifacts.WriteAsync(content, Token);
        await ApplyAsync(new ArtifactLogged("part", "plots/loss.png", stored.Hash, stored.Size));
        await using var other = await TrackingStores.OpenAsync(NewLocation(), Token);

        var first = await new RunCopy(Store, other).CopyAsync([run], Token);
        var picture = await PictureAsync(other);
        var second = await new RunCopy(Store, other).CopyAsync([run], Token);

        Assert.Equal(new RunCopyReport(2, 1 + Values.Length, 1), first);
        Assert.Equal(new RunCopyReport(2, 0, 0), second);
        Assert.Equal(await PictureAsync(Store), picture);
        Assert.Equal(picture, await PictureAsync(other));
    }

    [Fact]
    public async Task What_came_since_the_last_copy_is_copied_and_the_end_too()
    {
        await BeginAsync("r1");
        await LogAsync(Block("r1", "loss", [.. Enumerable.Range(0, 1000).Select(at => (double)at)]));
        await using var other = await TrackingStores.OpenAsync(NewLocation(), Token);
        await CopyAsync(other);
        await LogAsync(Block("r1", "loss", 1000, [.. Enumerable.Range(1000, 500).Select(at => (double)at)]));
        await ApplyAsync(new TagSet("r1", "kind", "late"), new RunFinished("r1", RunState.Finished, Noon.AddSeconds(9)));

        Assert.Equal(500, (await CopyAsync(other)).Points);
        Assert.Equal(await PictureAsync(Store), await PictureAsync(other));
    }

    [Fact]
    public async Task A_run_that_goes_on_is_running_in_the_copy_again()
    {
        await BeginAsync("r1");
        await ApplyAsync(new RunFinished("r1", RunState.Failed, Noon.AddSeconds(9)));
        await using var other = await TrackingStores.OpenAsync(NewLocation(), Token);
        await CopyAsync(other);
        await BeginAsync("r1");
        await CopyAsync(other);
        Assert.Equal(RunState.Running, (await other.Runs.FindAsync("r1", Token))!.State);
    }

    [Fact]
    public async Task A_different_run_of_the_same_id_is_refused()
    {
        await BeginAsync("r1");
        await LogAsync(Block("r1", "loss", 1, 2, 3));
        await using var other = await TrackingStores.OpenAsync(NewLocation(), Token);
        await other.AppendAsync(new StoreBatch { Changes = [Began("r1")], Points = [Block("r1", "loss", 1, 9)] }, Token);
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => CopyAsync(other));
        Assert.Equal("FORAY193", failure.Diagnostics[0].Code);
    }

    private async Task<RunCopyReport> CopyAsync(ITrackingStore other) => await new RunCopy(Store, other).CopyAsync([(await Store.Runs.FindAsync("r1", Token))!], Token);

    /// <summary>All that a store has, as text.</summary>
    private static async Task<string> PictureAsync(ITrackingStore store)
    {
        var runs = (await store.Runs.SearchAsync(new RunSearch { Lifecycle = null, Order = [new RunOrder(new RunPropertyField(RunProperty.Id))] }, Token)).Runs;
        List<string> ids = [.. runs.Select(run => run.Id)];
        var lines = runs.Select(run => $"{run with { ExperimentId = 0 }}").ToList();
        lines.AddRange((await store.Runs.FindParametersAsync(ids, Token)).Concat(await store.Runs.FindTagsAsync(ids, Token)).Select(entry => $"{entry}"));
        foreach (var run in runs)
        {
            lines.AddRange((await store.Artifacts.ListAsync(run.Id, Token)).Select(artifact => $"{artifact}"));
            await foreach (var record in store.Runs.ReadRecordsAsync(run.Id, null, Token))
                lines.Add($"{record.Run} {record.Name} {record.Type} {record.UnixNanoseconds} {record.Text}");
        }

        using var points = new MemoryStream();
        await new RunExport(store).WriteAsync(runs, ExportForm.Csv, points, Token);
        return string.Join('\n', lines) + System.Text.Encoding.UTF8.GetString(points.ToArray());
    }
}
