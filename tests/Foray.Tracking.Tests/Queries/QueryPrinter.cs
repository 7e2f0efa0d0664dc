using System.Globalization;
using Foray.Sdk.Options;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Tests.Queries;

/// <summary>Writes trees as queries. With one seed, what may be written in several ways is written in one of them.</summary>
internal sealed class QueryPrinter(int seed)
{
    private static readonly string[] Names = ["id", "name", "experiment", "experiment_id", "parent", "status", "started", "ended", "duration"];

    private readonly Random _random = new(seed);

    public string Print(RunFilter filter) => filter switch
    {
        AllOf { Parts: var parts } => string.Join($" {Case("and")} ", parts.Select(Part)),
        AnyOf { Parts: var parts } => string.Join($" {Case("or")} ", parts.Select(Part)),
        Not { Part: Has { Field: var field } } => $"{Print(field)} {Case("is null")}",
        Not { Part: var part } => $"{Case("not")} {Part(part)}",
        Has { Field: var field } => $"{Print(field)} {Case("is not null")}",
        TextComparison { Field: var field, Operator: var comparison, Text: var text } => $"{Print(field)}{Symbol(comparison)}{Quote(text, '\'')}",
        NumberComparison { Field: var field, Operator: var comparison, Number: var number } => $"{Print(field)} {Symbol(comparison)} {Print(field, number)}",
        Like { Field: var field, Pattern: var pattern, IgnoreCase: var ignoreCase } => $"{Print(field)} {Case(ignoreCase ? "ilike" : "like")} {Quote(pattern, '\'')}",
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, null),
    };

    public string Print(RunField field) => field switch
    {
        RunParameterField { Key: var key } => $"{One("params", "Params", "param", "parameters", "parameter")}.{Name(key)}",
        RunTagField { Key: var key } => $"{One("tags", "tag")}.{Name(key)}",
        RunMetricField { Aggregate: MetricAggregate.Last, Name: var name } when _random.Next(2) == 0 => $"{One("metrics", "metric")}.{Name(name)}",
        RunMetricField { Aggregate: var aggregate, Name: var name } => $"{Case(aggregate.ToString().ToLowerInvariant())}({Quote(name, One('"', '`'))})",
        RunPropertyField { Property: var property } => One("", "attributes.", "attribute.", "attr.", "run.") + Names[(int)property],
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    private static string Print(RunField field, double number) =>
        field is RunPropertyField { Property: RunProperty.Duration } && double.IsFinite(number)
            ? Duration.Format(TimeSpan.FromMilliseconds(number))
            : number switch
            {
                double.PositiveInfinity => "inf",
                double.NegativeInfinity => "-inf",
                _ => number.ToString("R", CultureInfo.InvariantCulture),
            };

    private string Part(RunFilter part) => part is AllOf or AnyOf || _random.Next(4) == 0 ? $"({Print(part)})" : Print(part);

    private string Name(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '/' or '-' or '.') && _random.Next(2) == 0 && !name.EndsWith('.') ? name : Quote(name, One('"', '`'));

    private static string Quote(string text, char quote) => $"{quote}{text.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal)}{quote}";

    private string Symbol(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => One("=", "=="),
        ComparisonOperator.NotEqual => One("!=", "<>"),
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    private string Case(string word) => One(word, word.ToUpperInvariant());

    private T One<T>(params T[] ways) => ways[_random.Next(ways.Length)];
}
