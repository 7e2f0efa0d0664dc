using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Store.Sql;

/// <summary>Fields of a run as SQL, of the tables <c>runs r</c> and <c>experiments e</c>.</summary>
internal sealed class FieldSql(SqlParameters parameters)
{
    private const string NanosecondsPerMillisecond = "1000000";

    /// <summary>A condition that is true or false, and never null: whether a run has a field that passes a test.</summary>
    /// <param name="field">The field.</param>
    /// <param name="asText">Whether it is tested as a text, or else as a number.</param>
    /// <param name="test">Makes the test of a column.</param>
    public string Condition(RunField field, bool asText, Func<string, string> test) => field switch
    {
        RunPropertyField { Property: var property } => $"({Property(property)} is not null and {test(Property(property))})",
        RunParameterField { Key: var key } => Entry("params", key, asText, test),
        RunTagField { Key: var key } => Entry("tags", key, asText, test),
        RunMetricField metric => $"exists (select 1 from series s where s.run = r.id and s.name = {parameters.Add(metric.Name)} and {test(Aggregate(metric.Aggregate))})",
        _ => throw Unknown(field),
    };

    /// <summary>The values by which runs are ordered, the weightiest first.</summary>
    public IReadOnlyList<string> Keys(RunField field) => field switch
    {
        RunPropertyField { Property: RunProperty.Started } => ["r.started"],
        RunPropertyField { Property: RunProperty.Ended } => ["r.ended"],
        RunPropertyField { Property: RunProperty.Duration } => ["(r.ended - r.started)"],
        RunPropertyField { Property: var property } => [Property(property)],
        RunParameterField { Key: var key } => [EntryKey("params", "number", key), EntryKey("params", "value", key)],
        RunTagField { Key: var key } => [EntryKey("tags", "number", key), EntryKey("tags", "value", key)],
        RunMetricField metric => [$"(select {Aggregate(metric.Aggregate)} from series s where s.run = r.id and s.name = {parameters.Add(metric.Name)})"],
        _ => throw Unknown(field),
    };

    private string Entry(string table, string key, bool asText, Func<string, string> test) =>
        $"exists (select 1 from {table} t where t.run = r.id and t.key = {parameters.Add(key)} and {test(asText ? "t.value" : "t.number")})";

    private string EntryKey(string table, string column, string key) =>
        $"(select t.{column} from {table} t where t.run = r.id and t.key = {parameters.Add(key)})";

    private static string Property(RunProperty property) => property switch
    {
        RunProperty.Id => "r.run",
        RunProperty.Name => "r.name",
        RunProperty.Experiment => "e.name",
        RunProperty.ExperimentId => "e.id",
        RunProperty.Parent => "r.parent",
        RunProperty.State => "r.state",
        RunProperty.Started => $"(r.started / {NanosecondsPerMillisecond})",
        RunProperty.Ended => $"(r.ended / {NanosecondsPerMillisecond})",
        RunProperty.Duration => $"((r.ended - r.started) / {NanosecondsPerMillisecond})",
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, null),
    };

    private static string Aggregate(MetricAggregate aggregate) => aggregate switch
    {
        MetricAggregate.Last => "s.last_value",
        MetricAggregate.First => "s.first_value",
        MetricAggregate.Min => "s.min_value",
        MetricAggregate.Max => "s.max_value",
        MetricAggregate.Mean => "(s.sum_value / nullif(s.points - s.nans, 0))",
        MetricAggregate.Count => "s.points",
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate), aggregate, null),
    };

    private static ArgumentException Unknown(RunField field) => new($"no field of a run is of type {field.GetType()}");
}
