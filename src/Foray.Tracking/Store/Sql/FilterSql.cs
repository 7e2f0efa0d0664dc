using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Store.Sql;

/// <summary>Filters of runs as conditions in SQL. All that is somebody's text is a parameter.</summary>
internal sealed class FilterSql(StoreEngine engine, SqlParameters parameters)
{
    private readonly FieldSql _fields = new(parameters);

    public string Compile(RunFilter filter) => filter switch
    {
        AllOf { Parts: var parts } => Join(parts, " and ", "1 = 1"),
        AnyOf { Parts: var parts } => Join(parts, " or ", "1 = 0"),
        Not { Part: var part } => $"not ({Compile(part)})",
        Has { Field: var field } => _fields.Condition(field, field.IsText, column => $"{column} is not null"),
        TextComparison comparison => Compile(comparison),
        NumberComparison comparison => Compile(comparison),
        Like like => Compile(like),
        _ => throw new ArgumentException($"no filter of runs is of type {filter.GetType()}"),
    };

    private string Compile(TextComparison comparison)
    {
        var text = parameters.Add(Lower(comparison.Text, IsState(comparison.Field)));
        return _fields.Condition(Checked(comparison.Field, comparison.Field.IsText), asText: true, column => $"{column} {Symbol(comparison.Operator)} {text}");
    }

    private string Compile(NumberComparison comparison)
    {
        var number = parameters.Add(comparison.Number);
        return _fields.Condition(Checked(comparison.Field, comparison.Field.IsNumber), asText: false, column => $"{column} {Symbol(comparison.Operator)} {number}");
    }

    private string Compile(Like like)
    {
        var pattern = parameters.Add(engine.Pattern(Lower(like.Pattern, like.IgnoreCase || IsState(like.Field))));
        return _fields.Condition(
            Checked(like.Field, like.Field.IsText), asText: true, column => engine.IsLike(like.IgnoreCase ? $"lower({column})" : column, pattern));
    }

    private string Join(IReadOnlyList<RunFilter> parts, string word, string none) =>
        parts.Count == 0 ? none : $"({string.Join(word, parts.Select(Compile))})";

    private static bool IsState(RunField field) => field is RunPropertyField { Property: RunProperty.State };

    /// <summary>The letters that both databases change: A to Z.</summary>
    private static string Lower(string text, bool wanted) =>
        wanted ? string.Concat(text.Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : letter)) : text;

    private static RunField Checked(RunField field, bool comparable) =>
        comparable ? field : throw new ArgumentException($"{field} cannot be compared with a value of this type");

    private static string Symbol(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, null),
    };
}
