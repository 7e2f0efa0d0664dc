using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Queries;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Tests.Queries;

public sealed class RunQueryTests
{
    private static readonly Gen<string> Name = Gen.OneOf(Gen.String[Gen.Char["ab_/-.1"], 1, 6], Gen.String[Gen.Char["a \"`'.%,()=ü\n"], 1, 8], Gen.Const("and"), Gen.Const("metrics.loss"));

    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char["xz'\"`%_\\ ü()\n"], 0, 8], Gen.String);

    private static readonly Gen<RunField> NumberField = Gen.OneOf(
        Gen.Select(Name, Gen.Enum<MetricAggregate>()).Select((name, aggregate) => (RunField)new RunMetricField(name, aggregate)),
        One(RunProperty.Started, RunProperty.Ended, RunProperty.ExperimentId).Select(property => (RunField)new RunPropertyField(property)),
        Name.Select(name => (RunField)new RunParameterField(name)),
        Name.Select(name => (RunField)new RunTagField(name)));

    private static readonly Gen<RunField> TextField = Gen.OneOf(
        One(RunProperty.Id, RunProperty.Name, RunProperty.Experiment, RunProperty.Parent, RunProperty.State).Select(property => (RunField)new RunPropertyField(property)),
        Name.Select(name => (RunField)new RunParameterField(name)),
        Name.Select(name => (RunField)new RunTagField(name)));

    private static readonly RunField Duration = new RunPropertyField(RunProperty.Duration);

    private static readonly Gen<RunFilter> Leaf = Gen.OneOf(
        Gen.Select(TextField, Gen.Enum<ComparisonOperator>(), Text).Select((field, comparison, text) => (RunFilter)new TextComparison(field, comparison, text)),
        Gen.Select(NumberField, Gen.Enum<ComparisonOperator>(), Gen.Double.Where(number => !double.IsNaN(number))).Select((field, comparison, number) => (RunFilter)new NumberComparison(field, comparison, number)),
        Gen.Select(Gen.Enum<ComparisonOperator>(), Gen.Int[0, 100_000_000]).Select((comparison, number) => (RunFilter)new NumberComparison(Duration, comparison, number)),
        Gen.Select(TextField, Text, Gen.Bool).Select((field, pattern, ignoreCase) => (RunFilter)new Like(field, pattern, ignoreCase)),
        Gen.OneOf(TextField, NumberField).Select(field => (RunFilter)new Has(field)));

    private static readonly Gen<RunFilter> Filter = Gen.Recursive<RunFilter>((depth, inner) => depth >= 4
        ? Leaf
        : Gen.Frequency(
            (2, Leaf),
            (1, inner.Array[2, 4].Select(parts => (RunFilter)new AllOf(parts))),
            (1, inner.Array[2, 4].Select(parts => (RunFilter)new AnyOf(parts))),
            (1, inner.Select(part => (RunFilter)new Not(part)))));

    private static readonly Gen<string> Soup = One(
        "and", "or", "not", "(", ")", "in", "is", "null", "like", "=", "<", "!=", "!", ",", "'x'", "'", "\"a\"", "`", "params.", "params.a", "min(", "min(loss)", "status", "started", "5m", "0.3", "-inf", "nan", "ü", "\ud800", "\n")
        .Array[0, 12].Select(words => string.Join(" ", words));

    [Fact]
    public void A_tree_that_is_written_and_read_is_the_same_tree() => Gen.Select(Filter, Gen.Int).Sample(
        (filter, seed) =>
        {
            var text = new QueryPrinter(seed).Print(filter);
            var read = RunQuery.ParseFilter(text);
            Assert.True(AreSame(filter, read!), text);
        },
        iter: 5000);

    [Fact]
    public void An_order_that_is_written_and_read_is_the_same() => Gen.Select(Gen.OneOf(TextField, NumberField), Gen.Bool).Array[0, 4].Sample(
        fields =>
        {
            var printer = new QueryPrinter(fields.Length);
            var text = string.Join(", ", fields.Select(field => printer.Print(field.Item1) + (field.Item2 ? " DESC" : " asc")));
            Assert.Equal(fields.Select(field => new RunOrder(field.Item1, field.Item2)), RunQuery.ParseOrder(text));
        },
        iter: 1000);

    [Fact]
    public void Any_text_is_a_tree_or_has_faults_that_lie_in_it() => Gen.OneOf(Gen.String, Soup, Gen.String[Gen.Char["()'\"`=<>!, aei.1-+\n"], 0, 40]).Sample(
        text =>
        {
            foreach (Func<string, object?> parse in (Func<string, object?>[])[RunQuery.ParseFilter, RunQuery.ParseOrder, RunQuery.ParseFields])
            {
                if (FaultsOf(() => parse(text)) is { Count: > 0 } faults)
                    Assert.All(faults, fault => Assert.InRange(ColumnOf(fault), 1, text.Length + 1));
            }
        },
        iter: 20_000);

    [Fact]
    public void The_example_of_the_reference_is_read()
    {
        var filter = RunQuery.ParseFilter("min(loss) < 0.3 and params.tool = 'xz'");
        Assert.True(AreSame(
            new AllOf([
                new NumberComparison(new RunMetricField("loss", MetricAggregate.Min), ComparisonOperator.Less, 0.3),
                new TextComparison(new RunParameterField("tool"), ComparisonOperator.Equal, "xz")]),
            filter!));
    }

    [Fact]
    public void Filters_of_MLflows_clients_are_read()
    {
        var filter = RunQuery.ParseFilter("metrics.acc > 0.9 AND params.\"lr\" = '0.1' AND attributes.status = \"FINISHED\" AND tags.mlflow.source.name ILIKE '%x' AND attributes.run_id IN ('a', 'b')");
        Assert.True(AreSame(
            new AllOf([
                new NumberComparison(new RunMetricField("acc", MetricAggregate.Last), ComparisonOperator.Greater, 0.9),
                new TextComparison(new RunParameterField("lr"), ComparisonOperator.Equal, "0.1"),
                new TextComparison(new RunPropertyField(RunProperty.State), ComparisonOperator.Equal, "FINISHED"),
                new Like(new RunTagField("mlflow.source.name"), "%x", IgnoreCase: true),
                new AnyOf([
                    new TextComparison(new RunPropertyField(RunProperty.Id), ComparisonOperator.Equal, "a"),
                    new TextComparison(new RunPropertyField(RunProperty.Id), ComparisonOperator.Equal, "b")])]),
            filter!));
    }

    [Theory]
    [InlineData("tags.mlflow.runName = 'a'", "name = 'a'")]
    [InlineData("tags.`mlflow.runName` = 'a'", "name = 'a'")]
    [InlineData("tag.\"mlflow.parentRunId\" = 'a'", "parent = 'a'")]
    [InlineData("attributes.user_id = 'a'", "tags.mlflow.user = 'a'")]
    [InlineData("`attributes`.`Run Name` = 'a'", "name = 'a'")]
    [InlineData("`start_time` > 5", "started > 5")]
    [InlineData("attr.Created > 5", "started > 5")]
    [InlineData("`metrics`.`a loss` >= 5", "metrics.\"a loss\" >= 5")]
    [InlineData("\"params\".x = \"a\"", "params.x = 'a'")]
    public void MLflows_other_spellings_of_a_field_mean_the_same(string query, string plain) =>
        Assert.True(AreSame(RunQuery.ParseFilter(plain)!, RunQuery.ParseFilter(query)!));

    [Theory]
    [InlineData("started >= '2026-05-17'", 1778976000000.0)]
    [InlineData("started >= '2026-05-17T02:00+02:00'", 1778976000000.0)]
    [InlineData("start_time >= '2026-05-17 00:00:01.5'", 1778976001500.0)]
    [InlineData("attributes.start_time >= 1778976000000", 1778976000000.0)]
    [InlineData("duration >= 5m", 300_000.0)]
    [InlineData("duration >= '1h30m'", 5_400_000.0)]
    [InlineData("duration >= 90", 90_000.0)]
    public void Times_and_durations_are_milliseconds_to_the_store(string query, double expected) =>
        Assert.Equal(expected, Assert.IsType<NumberComparison>(RunQuery.ParseFilter(query)).Number);

    [Fact]
    public void And_binds_more_than_or_and_not_more_than_both() => Assert.True(AreSame(
        new AnyOf([new AllOf([new Not(Is("a")), Is("b")]), Is("c")]),
        RunQuery.ParseFilter("not params.a = '' and params.b = '' or params.c = ''")!));

    [Fact]
    public void What_a_run_lacks_is_neither_unlike_nor_outside()
    {
        var name = new RunTagField("t");
        Assert.True(AreSame(new AllOf([new Has(name), new Not(new Like(name, "x%"))]), RunQuery.ParseFilter("tags.t not like 'x%'")!));
        Assert.True(AreSame(
            new AllOf([new NumberComparison(name, ComparisonOperator.NotEqual, 1), new NumberComparison(name, ComparisonOperator.NotEqual, 2)]),
            RunQuery.ParseFilter("tags.t not in (1, 2)")!));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void A_blank_query_asks_for_nothing(string query)
    {
        Assert.Null(RunQuery.ParseFilter(query));
        Assert.Empty(RunQuery.ParseOrder(query));
    }

    [Theory]
    [InlineData("stauts = 'x'", "FORAY186", 1, "did you mean 'status'?")]
    [InlineData("status = 'x' and metric.x = 'y'", "FORAY187", 29, "without quotes")]
    [InlineData("name = 3", "FORAY187", 8, "in single quotes")]
    [InlineData("man(loss) < 3", "FORAY186", 1, "did you mean")]
    [InlineData("parms.x = 'y'", "FORAY186", 1, "did you mean 'params'?")]
    [InlineData("params. = 'y'", "FORAY186", 1, "a name is missing")]
    [InlineData("metrics.x = nan", "FORAY187", 13, "NaN")]
    [InlineData("started > 'yesterday'", "FORAY187", 11, "is no time")]
    [InlineData("duration > 5x", "FORAY187", 12, "is no duration")]
    [InlineData("metrics.x like 'y'", "FORAY187", 11, "no pattern")]
    [InlineData("params.x = 'y", "FORAY185", 12, "has no end")]
    [InlineData("params.x = 'y' params.z = 'a'", "FORAY185", 16, "'and', 'or' or the end is expected")]
    [InlineData("params.x", "FORAY185", 9, "the end is there")]
    [InlineData("(params.x = 'y'", "FORAY185", 16, "')' is expected")]
    [InlineData("params.x in ()", "FORAY185", 14, "is expected")]
    [InlineData("params.x = y", "FORAY185", 12, "a text in single quotes or a number is expected")]
    [InlineData("params.x ; 'y'", "FORAY185", 10, "has no meaning")]
    [InlineData("and", "FORAY185", 1, "a field of a run is expected")]
    [InlineData("\"x\" = 'y'", "FORAY186", 1, "params.\"x\"")]
    public void A_fault_is_told_with_its_column(string query, string code, int column, string part)
    {
        var fault = Assert.Single(FaultsOf(() => RunQuery.ParseFilter(query)));
        Assert.Equal((code, column), (fault.Code, ColumnOf(fault)));
        Assert.Contains(part, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_with_a_caret_each()
    {
        var faults = FaultsOf(() => RunQuery.ParseFilter("stauts = 'x' or metrics.loss = 'low'"));
        Assert.Equal(["FORAY186", "FORAY187"], faults.Select(fault => fault.Code));
        Assert.Equal("stauts = 'x' or metrics.loss = 'low'\n    ^^^^^^\n    did you mean 'status'?", faults[0].Remedy);
        Assert.StartsWith("stauts = 'x' or metrics.loss = 'low'\n                                   ^^^^^\n", faults[1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_deep_or_too_long_is_refused()
    {
        Assert.Equal("FORAY188", Assert.Single(FaultsOf(() => RunQuery.ParseFilter(new string('(', 90_000)))).Code);
        Assert.Equal("FORAY188", Assert.Single(FaultsOf(() => RunQuery.ParseFilter(string.Concat(Enumerable.Repeat("not ", 20_000))))).Code);
        Assert.Equal("FORAY188", Assert.Single(FaultsOf(() => RunQuery.ParseFilter($"id in ({string.Join(',', Enumerable.Repeat("'x'", 501))})"))).Code);
        Assert.Equal("FORAY188", Assert.Single(FaultsOf(() => RunQuery.ParseFilter(new string('x', 100_001)))).Code);
    }

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static TextComparison Is(string parameter) => new(new RunParameterField(parameter), ComparisonOperator.Equal, "");

    private static IReadOnlyList<Diagnostic> FaultsOf(Func<object?> parse)
    {
        try
        {
            parse();
            return [];
        }
        catch (DiagnosticException failure)
        {
            return failure.Diagnostics;
        }
    }

    private static int ColumnOf(Diagnostic fault) => int.Parse(fault.Message.Split(' ')[1]);

    private static bool AreSame(RunFilter one, RunFilter other) => (one, other) switch
    {
        (AllOf a, AllOf b) => AreSame(a.Parts, b.Parts),
        (AnyOf a, AnyOf b) => AreSame(a.Parts, b.Parts),
        (Not a, Not b) => AreSame(a.Part, b.Part),
        _ => one == other,
    };

    private static bool AreSame(IReadOnlyList<RunFilter> one, IReadOnlyList<RunFilter> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => AreSame(pair.First, pair.Second));
}
