using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Documents;

/// <summary>Says in people's words what the parser complains of.</summary>
internal sealed class SyntaxFault(SourceText source, string path)
{
    /// <summary>Parts of the parser's messages, with what they mean. The first that fits is taken.</summary>
    private static readonly (string Part, string Message, string Remedy)[] Meanings =
    [
        ("unclosed", "this '[' or '{' is never closed", "close it; a list or mapping over several lines must be indented deeper than its key"),
        ("invalid mapping", "a ':' stands where no key can begin", "put a value that contains ': ' in quotes, or align the key with the ones above"),
        ("did not find expected key", "expected a key and ':'", "align it with the keys above, close quotes, and begin every entry with 'key:'"),
        ("could not find expected ':'", "expected ':' after a key", "write 'key: value'"),
        ("expected '-' indicator", "expected '- ' and the next item of the list", "align it with the items above, or indent it as part of the last one"),
        ("sequence entries are not allowed", "a list cannot begin on the line of its key", "begin it on the next line"),
        ("expected ',' or ']'", "expected ',' or ']'", "close the list; in [ ] a value with '${ }' or ', ' needs quotes"),
        ("expected ',' or '}'", "expected ',' or '}'", "close the mapping; in { } a value with '${ }' or ', ' needs quotes"),
        ("quoted scalar", "the quoted text that begins here is never closed, or goes on without indentation", "close the quotes"),
        ("simple key", "this key has no ':', or is too long", "write 'key: value'"),
        ("expected node content", "expected a value", "a value that begins with one of '[]{},' needs quotes"),
        ("mapping values are not allowed", "a ':' stands where no key can begin", "put a value that contains ': ' in quotes"),
        ("document start", "expected the end of the file", "indent what belongs to the entry above, and align keys"),
    ];

    /// <param name="message">The parser's message.</param>
    /// <param name="line">Line of the fault, from 1.</param>
    /// <param name="column">Its column, from 1.</param>
    /// <param name="lastLine">Line of the last thing that was understood.</param>
    public Diagnostic Explain(string message, int line, int column, int lastLine)
    {
        if (message.Contains("tab", StringComparison.Ordinal) && FindTab(lastLine) is { } tab)
            return Diagnostic.Error(ConfigurationCodes.Tab, tab, "this line is indented with a tab", "YAML is indented with spaces: replace the tab by spaces");
        var place = new Place(path, Math.Max(line, 1), Math.Max(column, 1));
        if (message.Contains("undefined tag handle", StringComparison.Ordinal))
            return Diagnostic.Error(ConfigurationCodes.BadTag, place, "the tag's prefix is not defined", "remove the tag");
        if (message.Contains("cannot start any token", StringComparison.Ordinal))
            return Fault(place, $"a value cannot begin with '{CharacterAt(place)}'", "put the value in quotes");
        if (message.Contains("escape", StringComparison.Ordinal))
            return Fault(place, "an escape behind '\\' in this double-quoted text is not known", @"write '\\' for a backslash, or use single quotes");
        foreach (var (part, meaning, remedy) in Meanings)
            if (message.Contains(part, StringComparison.OrdinalIgnoreCase))
                return Fault(place, meaning, remedy);
        return Fault(place, "this is not valid YAML", "look at this line and the one above it: indentation, quotes, brackets");
    }

    private static Diagnostic Fault(Place place, string message, string remedy) =>
        Diagnostic.Error(ConfigurationCodes.BadSyntax, place, message, remedy);

    private char CharacterAt(Place place)
    {
        var line = source.Line(place.Line);
        return place.Column <= line.Length ? line[place.Column - 1] : ' ';
    }

    private Place? FindTab(int fromLine)
    {
        for (var number = Math.Max(fromLine, 1); number <= source.LineCount; number++)
        {
            var line = source.Line(number);
            var tab = line.IndexOf('\t');
            if (tab >= 0 && line[..tab].IndexOfAnyExcept(' ') < 0)
                return new Place(path, number, tab + 1);
        }

        return null;
    }
}
