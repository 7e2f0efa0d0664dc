namespace Foray.Sdk.Generators.Tests;

/// <summary>Snippets for the rules; the places that a rule reports stand between <c>[|</c> and <c>|]</c>.</summary>
internal static class MarkedSource
{
    public static async Task KeepsAsync(string source) => Assert.Empty(await Snippet.DiagnoseAsync("namespace Music;\n" + source));

    /// <param name="id">The rule.</param>
    /// <param name="marked">The source, without its namespace.</param>
    /// <param name="message">Part of what the first report says.</param>
    /// <param name="others">Further files, each with its namespace.</param>
    public static async Task BreaksAsync(string id, string marked, string message, params string[] others)
    {
        var (source, spans) = Unmark("namespace Music;\n" + marked);
        var diagnostics = await Snippet.DiagnoseAsync([source, .. others]);

        Assert.All(diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Contains(message, diagnostics[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(spans, diagnostics.Select(diagnostic => source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)
            + "@" + diagnostic.Location.SourceSpan.Start).Order(StringComparer.Ordinal));
    }

    private static (string Source, IEnumerable<string> Spans) Unmark(string marked)
    {
        var spans = new List<string>();
        for (var start = marked.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = marked.IndexOf("[|", StringComparison.Ordinal))
        {
            var end = marked.IndexOf("|]", start, StringComparison.Ordinal);
            var text = marked[(start + 2)..end];
            spans.Add($"{text}@{start}");
            marked = marked[..start] + text + marked[(end + 2)..];
        }

        return (marked, spans.Order(StringComparer.Ordinal));
    }
}
