using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Tests.Store;

public abstract class SearchSuite(StoreGround ground) : StoreSuite(ground)
{
    private static readonly string[] Texts = ["xz", "XZ", "gz_p", "gz%", "a*[b]?", "3", "10", "", "it's", "ü"];
    private static readonly string[] Patterns = ["xz", "x%", "%z%", "__", "%\\_%", "%\\%", "a*[b]?", "%*%", "\\", "%'%", "%"];

    private static readonly Gen<RunField> Number = Gen.OneOf(
        Gen.Enum<MetricAggregate>().Select(aggregate => (RunField)new RunMetricField("loss", aggregate)),
        Gen.OneOf(Gen.Const(RunProperty.Started), Gen.Const(RunProperty.Ended), Gen.Const(RunProperty.Duration), Gen.Const(RunProperty.ExperimentId)).Select(property => (RunField)new RunPropertyField(property)),
        Gen.Const((RunField)new RunParameterField("tool")));

    private static readonly Gen<RunField> Text = Gen.OneOf(
        Gen.OneOf(Gen.Const(RunProperty.Id), Gen.Const(RunProperty.Name), Gen.Const(RunProperty.Parent), Gen.Const(RunProperty.State), Gen.Const(RunProperty.Experiment)).Select(property => (RunField)new RunPropertyField(property)),
        Gen.Const((RunField)new RunParameterField("tool")),
        Gen.Const((RunField)new RunTagField("kind")));

    private static readonly Gen<RunFilter> Leaf = Gen.OneOf(
        Gen.Select(Text, Gen.Enum<ComparisonOperator>(), One(Texts)).Select((field, op, text) => (RunFilter)new TextComparison(field, op, text)),
        Gen.Select(Number, Gen.Enum<ComparisonOperator>(), Gen.Int[-1, 4]).Select((field, op, number) => (RunFilter)new NumberComparison(field, op, number)),
        Gen.Select(Text, One(Patterns), Gen.Bool).Select((field, pattern, ignoreCase) => (RunFilter)new Like(field, pattern, ignoreCase)),
        Gen.OneOf(Text, Number).Select(field => (RunFilter)new Has(field)));

    private static readonly Gen<RunFilter> Filter = Gen.Recursive<RunFilter>((depth, inner) => depth >= 3
        ? Leaf
        : Gen.Frequency(
            (3, Leaf),
            (1, inner.Array[0, 3].Select(parts => (RunFilter)new AllOf(parts))),
            (1, inner.Array[0, 3].Select(parts => (RunFilter)new AnyOf(parts))),
            (1, inner.Select(part => (RunFilter)new Not(part)))));

    private static readonly Gen<RunOrder> Order = Gen.Select(Gen.OneOf(Text, Number), Gen.Bool).Select((field, descending) => new RunOrder(field, descending));

    private readonly List<RunModel> _runs = [];

    [Fact]
    public async Task A_search_finds_what_its_filter_says_in_its_order_page_by_page()
    {
        await FillAsync(40);
        await Gen.Select(Filter, Order.Array[0, 3], Gen.Int[1, 15]).SampleAsync(
            async (filter, order, limit) =>
            {
                var search = new RunSearch { Filter = filter, Order = order, Limit = limit };
                var expected = RunModel.Sort(_runs.Where(run => run.Passes(filter)), order).Select(run => run.Id).ToList();
                Assert.Equal(expected, await FindAllAsync(search));
            },
            iter: Soak.Is ? 5000 : 300,
            threads: 1);
    }

    [Fact]
    public async Task Pages_go_on_behind_the_last_run_though_others_come_and_go()
    {
        await ApplyAsync([.. Enumerable.Range(0, 10).Select(number => Began($"r{number}"))]);
        var search = new RunSearch { Order = [new RunOrder(new RunPropertyField(RunProperty.Id))], Limit = 4 };
        var first = await Store.Runs.SearchAsync(search, Token);
        await Store.Runs.DeleteAsync("r1", Token);
        await Store.Runs.DeleteAsync("r3", Token);
        await BeginAsync("r0a");
        var second = await Store.Runs.SearchAsync(search with { Page = first.Next }, Token);
        Assert.Equal(["r4", "r5", "r6", "r7"], second.Runs.Select(run => run.Id));
        Assert.Null((await Store.Runs.SearchAsync(search with { Page = second.Next }, Token)).Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x.1")]
    [InlineData("../etc")]
    public async Task A_page_token_of_another_search_is_refused(string token)
    {
        await ApplyAsync(Began("r1"), Began("r2"));
        var search = new RunSearch { Limit = 1 };
        var other = (await Store.Runs.SearchAsync(search with { Order = [] }, Token)).Next;
        foreach (var page in new[] { token, other, (await Store.Runs.SearchAsync(search, Token)).Next + "x" })
        {
            var exception = await Assert.ThrowsAsync<DiagnosticException>(() => Store.Runs.SearchAsync(search with { Page = page }, Token));
            Assert.Equal("FORAY310", Assert.Single(exception.Diagnostics).Code);
        }
    }

    [Fact]
    public async Task Deleted_runs_and_those_of_deleted_experiments_are_found_where_they_are_asked_for()
    {
        await ApplyAsync(Began("r1"), Began("r2"), Began("r3", "size"));
        await Store.Runs.DeleteAsync("r1", Token);
        await Store.Experiments.DeleteAsync((await Store.Experiments.FindAsync("size", Token))!.Id, Token);
        Assert.Equal(["r2"], await FindAllAsync(new RunSearch()));
        Assert.Equal(["r1", "r3"], await FindAllAsync(new RunSearch { Lifecycle = Lifecycle.Deleted }));
        Assert.Equal(["r1", "r2", "r3"], await FindAllAsync(new RunSearch { Lifecycle = null, Order = [] }));
    }

    private async Task FillAsync(int count)
    {
        var random = new Random(5);
        for (var number = 0; number < count; number++)
        {
            var run = RunModel.Random(number, random, Texts);
            _runs.Add(run);
            await ApplyAsync(run.Changes());
            if (run.Losses.Length > 0)
                await LogAsync(Block(run.Id, "loss", run.Losses));
            run.ExperimentId = (await Store.Experiments.FindAsync(run.Experiment, Token))!.Id;
        }
    }

    private async Task<List<string>> FindAllAsync(RunSearch search)
    {
        var found = new List<string>();
        for (var next = search; next is not null;)
        {
            var page = await Store.Runs.SearchAsync(next, Token);
            Assert.InRange(page.Runs.Count, page.Next is null ? 0 : search.Limit, search.Limit);
            found.AddRange(page.Runs.Select(run => run.Id));
            next = page.Next is null ? null : search with { Page = page.Next };
        }

        return found;
    }

    private static Gen<string> One(string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);
}

public sealed class SqliteSearchTests() : SearchSuite(StoreGround.Sqlite());

public sealed class PostgresSearchTests(PostgresCluster cluster) : SearchSuite(StoreGround.Postgres(cluster));
