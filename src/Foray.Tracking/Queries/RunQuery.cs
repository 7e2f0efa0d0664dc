using Foray.Sdk.Diagnostics;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Queries;

/// <summary>
/// The language in which people ask for runs: <c>min(loss) &lt; 0.3 and params.tool = 'xz'</c>. The filter strings of MLflow's clients are among its texts.
/// Its reference is <c>docs/reference/queries.md</c>.
/// </summary>
public static class RunQuery
{
    private const int Longest = 100_000;

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where the text is blank: every run.</returns>
    /// <exception cref="DiagnosticException">It is no filter (FORAY185), names no field (FORAY186), compares with a value of another type (FORAY187), or is too large (FORAY188). Each diagnostic tells its column; all that can be found is told at once.</exception>
    public static RunFilter? ParseFilter(string text) =>
        Parse(text, (tokens, faults) => tokens.IsAtEnd ? null : new FilterReader(tokens, faults, text).Read());

    /// <summary>Reads what runs are ordered by: fields between commas, each with <c>asc</c> or <c>desc</c> or neither behind it, such as <c>min(loss) desc, started</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>None where the text is blank.</returns>
    /// <inheritdoc cref="ParseFilter" path="/exception"/>
    public static IReadOnlyList<RunOrder> ParseOrder(string text) => Parse(text, (tokens, faults) => ReadList(tokens, faults, ReadOrder));

    /// <summary>Reads fields between commas, such as <c>params.tool, min(loss)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>None where the text is blank.</returns>
    /// <inheritdoc cref="ParseFilter" path="/exception"/>
    public static IReadOnlyList<RunField> ParseFields(string text) => Parse(text, (tokens, faults) => ReadList(tokens, faults, (_, field) => field));

    private static T Parse<T>(string text, Func<TokenReader, QueryFaults, T> read)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new QueryFaults(text);
        if (text.Length > Longest)
            faults.Add(QueryCodes.TooLarge, new Token(TokenKind.End, Longest, 1, ""), $"the query is longer than {Longest} characters", "ask in several queries");
        faults.ThrowIfAny();
        var tokens = new TokenReader(text, faults);
        faults.ThrowIfAny();
        var result = read(tokens, faults);
        faults.ThrowIfAny();
        return result;
    }

    private static List<T> ReadList<T>(TokenReader tokens, QueryFaults faults, Func<TokenReader, RunField, T> read)
    {
        var items = new List<T>();
        if (tokens.IsAtEnd)
            return items;
        var fields = new FieldReader(tokens, faults);
        do
        {
            if (fields.Read() is not { } field)
                return items;
            items.Add(read(tokens, field));
        }
        while (tokens.TryTake(TokenKind.Comma));
        if (!tokens.IsAtEnd)
            tokens.Refuse("',' or the end");
        return items;
    }

    private static RunOrder ReadOrder(TokenReader tokens, RunField field)
    {
        var isDescending = tokens.TryTake("desc");
        if (!isDescending)
            tokens.TryTake("asc");
        return new RunOrder(field, isDescending);
    }
}
