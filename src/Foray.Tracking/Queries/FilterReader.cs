using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Queries;

/// <summary>Reads the filter of a query by recursive descent. Methods return null where the rest makes no sense any more, which has been noted as a fault.</summary>
internal sealed class FilterReader(TokenReader tokens, QueryFaults faults, string query)
{
    /// <summary>Databases take expressions up to a depth: SQLite of 1,000.</summary>
    private const int MostConditions = 500;

    private readonly FieldReader _fields = new(tokens, faults);
    private readonly ValueReader _values = new(tokens, faults, query);
    private readonly Nesting _nesting = new(tokens, faults);
    private int _conditions;

    public RunFilter? Read()
    {
        var filter = ReadAny();
        if (filter is not null && !tokens.IsAtEnd)
            tokens.Refuse("'and', 'or' or the end");
        return filter;
    }

    private RunFilter? ReadAny() => ReadChain("or", ReadAll, parts => new AnyOf(parts));

    private RunFilter? ReadAll() => ReadChain("and", ReadOne, parts => new AllOf(parts));

    private RunFilter? ReadChain(string keyword, Func<RunFilter?> read, Func<IReadOnlyList<RunFilter>, RunFilter> join)
    {
        var parts = new List<RunFilter>();
        do
        {
            if (read() is not { } part)
                return null;
            parts.Add(part);
        }
        while (tokens.TryTake(keyword));
        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private RunFilter? ReadOne()
    {
        var token = tokens.Current;
        if (token.Is("not"))
            return _nesting.Within<RunFilter>(() => ReadOne() is { } part ? new Not(part) : null);
        if (token.Kind == TokenKind.LeftParenthesis)
            return _nesting.Within<RunFilter>(() => ReadAny() is { } inner && tokens.Expect(TokenKind.RightParenthesis, "'and', 'or' or ')'") ? inner : null);
        return ReadCondition();
    }

    private RunFilter? ReadCondition()
    {
        var start = tokens.Current;
        if (_fields.Read() is not { } field)
            return null;
        if (tokens.TryTake("is"))
            return CanTake(start) ? ReadNull(field) : null;
        if (tokens.Current.Kind == TokenKind.Operator)
            return CanTake(start) ? _values.Read(field, OperatorOf(tokens.Take().Text)) : null;
        var isNot = tokens.TryTake("not");
        if (tokens.TryTake("in"))
            return ReadIn(field, isNot);
        if (tokens.Current.Is("like") || tokens.Current.Is("ilike"))
            return CanTake(start) ? ReadLike(field, tokens.Take(), isNot) : null;
        tokens.Refuse(isNot ? "'like', 'ilike' or 'in'" : "a comparison such as =, <, like, in or 'is null'");
        return null;
    }

    private RunFilter? ReadNull(RunField field)
    {
        var isNot = tokens.TryTake("not");
        if (tokens.TryTake("null"))
            return isNot ? new Has(field) : new Not(new Has(field));
        tokens.Refuse("'null' or 'not null'");
        return null;
    }

    /// <summary>What the run lacks is unlike no pattern, as in SQL.</summary>
    private RunFilter? ReadLike(RunField field, Token keyword, bool isNot)
    {
        if (_values.ReadPattern() is not { } pattern)
            return null;
        if (!field.IsText)
            faults.Add(QueryCodes.WrongValue, keyword, "this field is a number, and has no pattern", "compare it with =, <, <=, > or >=");
        var like = new Like(field, pattern, IgnoreCase: keyword.Is("ilike"));
        return isNot ? new AllOf([new Has(field), new Not(like)]) : like;
    }

    private RunFilter? ReadIn(RunField field, bool isNot)
    {
        if (!tokens.Expect(TokenKind.LeftParenthesis, "'('"))
            return null;
        var parts = new List<RunFilter>();
        do
        {
            if (!CanTake(tokens.Current) || _values.Read(field, isNot ? ComparisonOperator.NotEqual : ComparisonOperator.Equal) is not { } part)
                return null;
            parts.Add(part);
        }
        while (tokens.TryTake(TokenKind.Comma));
        if (!tokens.Expect(TokenKind.RightParenthesis, "',' or ')'"))
            return null;
        return parts.Count == 1 ? parts[0] : isNot ? new AllOf(parts) : new AnyOf(parts);
    }

    private bool CanTake(Token token)
    {
        if (++_conditions <= MostConditions)
            return true;
        faults.Add(QueryCodes.TooLarge, token, $"the query has more than {MostConditions} conditions", "ask in several queries");
        return false;
    }

    public static ComparisonOperator OperatorOf(string symbol) => symbol switch
    {
        "!=" or "<>" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        _ => ComparisonOperator.Equal,
    };
}
