using Foray.Sdk.Tracking;

namespace Foray.Tracking.Queries;

/// <summary>
/// The language in which people say which metrics a backend gets: <c>step &gt; 100 and value &lt; 1</c>. It is written as <see cref="RunQuery"/> is, and asks a single metric.
/// Its reference is <c>docs/reference/queries.md</c>.
/// </summary>
public static class MetricQuery
{
    private const int Longest = 10_000;

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Says whether a metric passes; null where the text is blank, and every metric does.</returns>
    /// <inheritdoc cref="RunQuery.ParseFilter" path="/exception"/>
    public static Func<Metric, bool>? ParseFilter(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new QueryFaults(text);
        if (text.Length > Longest)
            faults.Add(QueryCodes.TooLarge, new Token(TokenKind.End, Longest, 1, ""), $"the query is longer than {Longest} characters", "say less");
        faults.ThrowIfAny();
        var tokens = new TokenReader(text, faults);
        faults.ThrowIfAny();
        var filter = tokens.IsAtEnd ? null : new MetricFilterReader(tokens, faults, text).Read();
        faults.ThrowIfAny();
        return filter;
    }
}
