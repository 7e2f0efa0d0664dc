using System.Text;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Store;

public abstract class RunSuite(StoreGround ground) : StoreSuite(ground)
{
    [Fact]
    public async Task A_run_that_begins_is_kept_with_its_experiment()
    {
        var start = new RunStart("r1", "speed", "first", Noon.AddTicks(7)) { Parent = "r0" };
        await ApplyAsync(new RunBegan(start));
        var run = await Store.Runs.FindAsync("r1", Token);
        var experiment = await Store.Experiments.FindAsync("speed", Token);
        Assert.Equal(new StoredRun("r1", experiment!.Id, "speed", "first", RunState.Running, Noon.AddTicks(7)) { Parent = "r0" }, run);
        Assert.Null(await Store.Runs.FindAsync("r0", Token));
    }

    [Fact]
    public async Task A_run_that_is_gone_on_with_runs_again_and_keeps_all_else()
    {
        await ApplyAsync(Began("r1"), new ParameterSet("r1", "tool", "xz"), new RunFinished("r1", RunState.Failed, Noon.AddHours(1)));
        var ended = await Store.Runs.FindAsync("r1", Token);
        Assert.Equal((RunState.Failed, Noon.AddHours(1)), (ended!.State, ended.Ended));
        await ApplyAsync(new RunBegan(new RunStart("r1", "another", "another name", Noon.AddHours(2))));
        Assert.Equal(ended with { State = RunState.Running, Ended = null }, await Store.Runs.FindAsync("r1", Token));
        Assert.Single(await Store.Runs.FindParametersAsync(["r1"], Token));
    }

    [Fact]
    public async Task The_first_value_of_a_parameter_stays_and_another_is_noted_as_a_tag()
    {
        await ApplyAsync(Began("r1"), new ParameterSet("r1", "tool", "xz"), new ParameterSet("r1", "level", "6"));
        await ApplyAsync(new ParameterSet("r1", "tool", "gzip"), new ParameterSet("r1", "level", "6"));
        Assert.Equal([new RunEntry("r1", "level", "6"), new RunEntry("r1", "tool", "xz")], await Store.Runs.FindParametersAsync(["r1"], Token));
        Assert.Equal([new RunEntry("r1", "foray.refused.tool", "gzip")], await Store.Runs.FindTagsAsync(["r1"], Token));
    }

    [Fact]
    public async Task A_tag_is_replaced_by_one_of_the_same_key_and_removed_by_null()
    {
        await ApplyAsync(Began("r1"), Began("r2"), new TagSet("r1", "a", "1"), new TagSet("r1", "b", "2"), new TagSet("r2", "a", "3"));
        await ApplyAsync(new TagSet("r1", "a", "4"), new TagSet("r1", "b", null), new TagSet("r1", "c", null));
        Assert.Equal([new RunEntry("r1", "a", "4"), new RunEntry("r2", "a", "3")], await Store.Runs.FindTagsAsync(["r2", "r1", "none"], Token));
    }

    [Fact]
    public async Task What_is_no_number_comes_back_as_it_was_reported_in_order()
    {
        var histogram = new Metric("r1", "weights", MetricType.Histogram, Noon)
        {
            Source = "net",
            Sequence = 7,
            UnixNanoseconds = 1_779_019_200_000_000_001,
            Step = 3,
            Numbers = new[] { 1.5, double.NaN, double.NegativeInfinity, -0.0 },
            Shape = [2, 2],
            Tags = new Dictionary<string, string> { ["unit"] = "µm" },
        };
        var image = new Metric("r1", "picture", MetricType.Image, Noon) { Content = Encoding.ASCII.GetBytes("\0PNG"), MediaType = "image/png", Number = 1, Text = "ü" };
        await ApplyAsync(Began("r1"), new MetricLogged(histogram), new MetricLogged(image));
        await ApplyAsync([.. Enumerable.Range(0, 300).Select(number => new MetricLogged(new Metric("r1", "note", MetricType.Text, Noon) { Text = $"{number}" }))]);

        var records = await Store.Runs.ReadRecordsAsync("r1", null, Token).ToListAsync(Token);
        Assert.Equal(302, records.Count);
        AssertSame(histogram, records[0]);
        AssertSame(image, records[1]);
        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"{number}"), records[2..].Select(record => record.Text));
        Assert.Single(await Store.Runs.ReadRecordsAsync("r1", "picture", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Experiments_are_created_renamed_deleted_and_restored()
    {
        var speed = await Store.Experiments.CreateAsync("speed", Token);
        var size = await Store.Experiments.CreateAsync("size", Token);
        Assert.Null(await Store.Experiments.CreateAsync("speed", Token));
        Assert.Equal(speed, await Store.Experiments.FindAsync(speed!.Id, Token));
        Assert.False(await Store.Experiments.RenameAsync(speed.Id, "size", Token));
        Assert.True(await Store.Experiments.RenameAsync(speed.Id, "tempo", Token));
        Assert.True(await Store.Experiments.DeleteAsync(size!.Id, Token));
        Assert.True(await Store.Experiments.DeleteAsync(size.Id, Token));
        Assert.False(await Store.Experiments.DeleteAsync(99, Token));
        Assert.Equal(["tempo"], (await Store.Experiments.ListAsync(Lifecycle.Active, Token)).Select(experiment => experiment.Name));
        Assert.Equal(["size"], (await Store.Experiments.ListAsync(Lifecycle.Deleted, Token)).Select(experiment => experiment.Name));
        Assert.True(await Store.Experiments.RestoreAsync(size.Id, Token));
        Assert.Equal(["tempo", "size"], (await Store.Experiments.ListAsync(null, Token)).Select(experiment => experiment.Name));
    }

    [Fact]
    public async Task Runs_are_renamed_deleted_and_restored()
    {
        await BeginAsync("r1");
        Assert.True(await Store.Runs.RenameAsync("r1", "other", Token));
        Assert.True(await Store.Runs.DeleteAsync("r1", Token));
        Assert.Equal(("other", Lifecycle.Deleted), (await Store.Runs.FindAsync("r1", Token)) is { } run ? (run.Name, run.Lifecycle) : default);
        Assert.True(await Store.Runs.RestoreAsync("r1", Token));
        Assert.False(await Store.Runs.RestoreAsync("r2", Token));
    }

    [Fact]
    public async Task A_batch_is_there_once_however_often_it_is_handed_over()
    {
        await BeginAsync("r1");
        var batch = new StoreBatch { Origin = "spool", Start = 0, Position = 10, Points = [Block("r1", "loss", 1, 2)] };
        var next = new StoreBatch { Origin = "spool", Start = 10, Position = 20, Points = [Block("r1", "loss", 3)] };
        foreach (var handed in new[] { batch, batch, next, batch, next })
            await Store.AppendAsync(handed, Token);
        Assert.Equal([1, 2, 3], await ReadValuesAsync("r1", "loss"));
        Assert.Equal(20, await Store.FindPositionAsync("spool", Token));
        Assert.Equal(0, await Store.FindPositionAsync("other", Token));
    }

    [Fact]
    public async Task A_batch_of_which_a_part_is_there_is_refused_as_a_whole()
    {
        await BeginAsync("r1");
        await Store.AppendAsync(new StoreBatch { Origin = "spool", Start = 0, Position = 10, Points = [Block("r1", "loss", 1)] }, Token);
        var overlapping = new StoreBatch { Origin = "spool", Start = 5, Position = 15, Points = [Block("r1", "loss", 1, 2)] };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.AppendAsync(overlapping, Token));
        Assert.Equal([1], await ReadValuesAsync("r1", "loss"));
        Assert.Equal(10, await Store.FindPositionAsync("spool", Token));
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_nothing()
    {
        await BeginAsync("r1");
        var batch = new StoreBatch { Origin = "spool", Position = 10, Changes = [new TagSet("r1", "a", "b")], Points = [Block("r1", "loss", 1), Block("unknown", "loss", 1)] };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.AppendAsync(batch, Token));
        Assert.Empty(await ReadValuesAsync("r1", "loss"));
        Assert.Empty(await Store.Runs.FindTagsAsync(["r1"], Token));
        Assert.Equal(0, await Store.FindPositionAsync("spool", Token));
    }

    [Fact]
    public async Task Text_that_a_database_does_not_take_is_kept_with_replacements()
    {
        await ApplyAsync(Began("r1"), new ParameterSet("r1", "a", "1\0" + '\ud800' + "ü😀'"), new ParameterSet("r1", "a", "1\0" + '\ud800' + "ü😀'"));
        Assert.Equal("1\ufffd\ufffdü😀'", Assert.Single(await Store.Runs.FindParametersAsync(["r1", "a\0b"], Token)).Value);
        Assert.Empty(await Store.Runs.FindTagsAsync(["r1"], Token));
    }

    private static void AssertSame(Metric expected, Metric found)
    {
        Assert.Equal(expected.Numbers.ToArray().Select(BitConverter.DoubleToInt64Bits), found.Numbers.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(expected.Content.ToArray(), found.Content.ToArray());
        Assert.Equal(expected.Shape, found.Shape);
        Assert.Equal(expected.Tags, found.Tags);
        Assert.Equal(Plain(expected), Plain(found));
    }

    private static (string, MetricType, DateTimeOffset, string, long, long, long?, double?, string?, string?) Plain(Metric metric) =>
        (metric.Name, metric.Type, metric.Time, metric.Source, metric.Sequence, metric.UnixNanoseconds, metric.Step, metric.Number, metric.Text, metric.MediaType);
}

public sealed class SqliteRunTests() : RunSuite(StoreGround.Sqlite());

public sealed class PostgresRunTests(PostgresCluster cluster) : RunSuite(StoreGround.Postgres(cluster));
