using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Queries;

/// <summary>Collects what is wrong with a query. The remedy of each shows the query with a caret under the fault.</summary>
internal sealed class QueryFaults(string query)
{
    private const int MostFaults = 20;
    private const int WidestExcerpt = 100;

    /// <summary>Lines of a remedy stand this far in where diagnostics are printed.</summary>
    private const string Indent = "\n    ";

    private readonly List<Diagnostic> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>Notes a fault.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="token">Where it is.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="remedy">What to write instead; null where the place says it all.</param>
    public void Add(string code, Token token, string message, string? remedy = null)
    {
        if (_found.Count == MostFaults)
            return;
        var shown = Excerpt(token) + (remedy is null ? "" : Indent + remedy);
        _found.Add(Diagnostic.Error(code, $"column {token.Start + 1} of the query: {message}", shown));
    }

    /// <exception cref="DiagnosticException">There are faults.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw new DiagnosticException(_found);
    }

    private string Excerpt(Token token)
    {
        var from = Math.Max(0, Math.Min(token.Start - WidestExcerpt / 2, query.Length - WidestExcerpt));
        var line = query.Substring(from, Math.Min(WidestExcerpt, query.Length - from));
        var at = token.Start - from;
        var carets = Math.Clamp(token.Length, 1, Math.Max(1, line.Length - at));
        return OnOneLine(line) + Indent + new string(' ', at) + new string('^', carets);
    }

    private static string OnOneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
