using Foray.Sdk.Experiments;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Queries;

/// <summary>Reads a filter of metrics by recursive descent. Methods return null where the rest makes no sense any more, which has been noted as a fault.</summary>
internal sealed class MetricFilterReader(TokenReader tokens, QueryFaults faults, string query)
{
    private readonly Nesting _nesting = new(tokens, faults);

    public Func<Metric, bool>? Read()
    {
        var filter = ReadAny();
        if (filter is not null && !tokens.IsAtEnd)
            tokens.Refuse("'and', 'or' or the end");
        return filter;
    }

    private Func<Metric, bool>? ReadAny() => ReadChain("or", ReadAll, parts => metric => parts.Any(part => part(metric)));

    private Func<Metric, bool>? ReadAll() => ReadChain("and", ReadOne, parts => metric => parts.All(part => part(metric)));

    private Func<Metric, bool>? ReadChain(string keyword, Func<Func<Metric, bool>?> read, Func<List<Func<Metric, bool>>, Func<Metric, bool>> join)
    {
        var parts = new List<Func<Metric, bool>>();
        do
        {
            if (read() is not { } part)
                return null;
            parts.Add(part);
        }
        while (tokens.TryTake(keyword));
        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private Func<Metric, bool>? ReadOne()
    {
        if (tokens.Current.Is("not"))
            return _nesting.Within<Func<Metric, bool>>(() => ReadOne() is { } part ? metric => !part(metric) : null);
        if (tokens.Current.Kind == TokenKind.LeftParenthesis)
            return _nesting.Within<Func<Metric, bool>>(() => ReadAny() is { } inner && tokens.Expect(TokenKind.RightParenthesis, "'and', 'or' or ')'") ? inner : null);
        return MetricField.Read(tokens, faults) is { } field ? ReadCondition(field) : null;
    }

    private Func<Metric, bool>? ReadCondition(MetricField field)
    {
        if (tokens.TryTake("is"))
            return ReadNull(field);
        if (tokens.Current.Kind == TokenKind.Operator)
            return ReadValue(field, FilterReader.OperatorOf(tokens.Take().Text));
        var isNot = tokens.TryTake("not");
        if (tokens.TryTake("in"))
            return ReadIn(field, isNot);
        tokens.Refuse(isNot ? "'in'" : "a comparison such as =, <, in or 'is null'");
        return null;
    }

    private Func<Metric, bool>? ReadNull(MetricField field)
    {
        var isNot = tokens.TryTake("not");
        if (tokens.TryTake("null"))
            return metric => (field.ValueOf(metric) is null) != isNot;
        tokens.Refuse("'null' or 'not null'");
        return null;
    }

    private Func<Metric, bool>? ReadIn(MetricField field, bool isNot)
    {
        if (!tokens.Expect(TokenKind.LeftParenthesis, "'('"))
            return null;
        var parts = new List<Func<Metric, bool>>();
        do
        {
            if (ReadValue(field, isNot ? ComparisonOperator.NotEqual : ComparisonOperator.Equal) is not { } part)
                return null;
            parts.Add(part);
        }
        while (tokens.TryTake(TokenKind.Comma));
        if (!tokens.Expect(TokenKind.RightParenthesis, "',' or ')'"))
            return null;
        return isNot ? metric => parts.All(part => part(metric)) : metric => parts.Any(part => part(metric));
    }

    private Func<Metric, bool>? ReadValue(MetricField field, ComparisonOperator comparison)
    {
        var token = tokens.Current;
        if (token.Kind is not (TokenKind.Text or TokenKind.Quoted or TokenKind.Number or TokenKind.Word))
        {
            tokens.Refuse("a text in single quotes or a number");
            return null;
        }

        tokens.Take();
        return field.IsNumber ? CompareNumber(field, comparison, token) : CompareText(field, comparison, token);
    }

    private Func<Metric, bool> CompareNumber(MetricField field, ComparisonOperator comparison, Token token)
    {
        if (token.Kind is TokenKind.Text or TokenKind.Quoted || MetricsFile.ReadNumber(token.Text) is not { } number)
            return Wrong(token, $"{token.Shown(query)} is no number", "write it like 0.3 or 1e-4, without quotes");
        if (double.IsNaN(number))
            return Wrong(token, "nothing can be compared with NaN", "numbers that are not NaN are those with 'value >= -inf'");
        return metric => field.ValueOf(metric) is double value && Holds(comparison, value.CompareTo(number)) && !double.IsNaN(value);
    }

    private Func<Metric, bool> CompareText(MetricField field, ComparisonOperator comparison, Token token)
    {
        if (token.Kind is not (TokenKind.Text or TokenKind.Quoted))
            return Wrong(token, $"this field is a text, and is compared with {token.Shown(query)}", "write the text in single quotes");
        if (field.Obstacle(token.Text) is { } obstacle)
            return Wrong(token, obstacle, null);
        return metric => field.ValueOf(metric) is string value && Holds(comparison, string.CompareOrdinal(value, token.Text));
    }

    private Func<Metric, bool> Wrong(Token token, string message, string? remedy)
    {
        faults.Add(QueryCodes.WrongValue, token, message, remedy);
        return _ => false;
    }

    private static bool Holds(ComparisonOperator comparison, int order) => comparison switch
    {
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        ComparisonOperator.GreaterOrEqual => order >= 0,
        _ => order == 0,
    };
}
