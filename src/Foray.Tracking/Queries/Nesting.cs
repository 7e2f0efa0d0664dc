namespace Foray.Tracking.Queries;

/// <summary>How deep the part of a query that is being read is nested: deeper than a stack can be trusted with is refused.</summary>
internal sealed class Nesting(TokenReader tokens, QueryFaults faults)
{
    private const int Deepest = 100;

    private int _depth;

    /// <summary>Takes the token that opens a level and reads what is in it; null where that is too deep, or makes no sense.</summary>
    public T? Within<T>(Func<T?> read)
        where T : class
    {
        if (++_depth > Deepest)
        {
            faults.Add(QueryCodes.TooLarge, tokens.Current, $"the query is nested more than {Deepest} deep", "leave out parentheses that it can do without");
            return null;
        }

        tokens.Take();
        var inner = read();
        _depth--;
        return inner;
    }
}
