using System.IO.Enumeration;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Suitcases;

/// <summary>
/// Chooses files of a suitcase by path: <c>*</c> is any characters of a name, <c>?</c> one, <c>**</c> any folders. A pattern that fits a folder chooses all files below it.
/// </summary>
internal sealed class SuitcasePattern
{
    private const string AnyFolders = "**";

    private readonly string[] _names;

    /// <param name="text">The pattern, such as <c>logs/**/*.txt</c>; a <c>/</c> at its beginning or end says nothing more.</param>
    /// <exception cref="DiagnosticException">It is no pattern: empty, or with <c>.</c>, <c>..</c> or an empty name (FORAY245).</exception>
    public SuitcasePattern(string text)
    {
        Text = text;
        _names = text.Trim('/').Split('/');
        if (_names.Any(name => name is "" or "." or ".."))
            throw new DiagnosticException(Diagnostic.Error(
                ProgramCodes.BadPattern,
                $"'{text}' chooses no files of a suitcase: a name in it is empty, '.' or '..'",
                "write a path from the suitcase's root, such as 'names' or 'logs/**/*.txt'"));
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>Whether it chooses a file.</summary>
    /// <param name="path">Absolute path in the suitcase.</param>
    public bool Fits(string path) => Fits(_names, path[1..].Split('/'));

    private static bool Fits(ReadOnlySpan<string> pattern, ReadOnlySpan<string> names)
    {
        if (pattern.IsEmpty)
            return true;
        if (pattern[0] == AnyFolders)
            return pattern.Length == 1 || FitsBelow(pattern[1..], names);
        return !names.IsEmpty && FileSystemName.MatchesSimpleExpression(Literal(pattern[0]), names[0], ignoreCase: false) && Fits(pattern[1..], names[1..]);
    }

    private static bool FitsBelow(ReadOnlySpan<string> pattern, ReadOnlySpan<string> names)
    {
        for (var i = 0; i < names.Length; i++)
            if (Fits(pattern, names[i..]))
                return true;
        return false;
    }

    /// <summary>A backslash stands for itself here.</summary>
    private static string Literal(string name) => name.Replace(@"\", @"\\", StringComparison.Ordinal);
}
