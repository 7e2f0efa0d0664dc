using System.Text.RegularExpressions;

namespace Foray.Collectors.Computers;

/// <summary>Texts that Linux's kernel tells about the computer, by the paths of their files below <c>/proc</c> and <c>/sys</c>. Source: proc(5).</summary>
internal sealed partial class KernelFiles(IReadOnlyDictionary<string, string> texts)
{
    public bool IsEmpty => texts.Count == 0;

    /// <summary>Reads sections as <c>head</c> prints several files: each begins with a line <c>==> PATH &lt;==</c>.</summary>
    public static KernelFiles Parse(string output)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var headers = HeaderPattern().Matches(output);
        for (var index = 0; index < headers.Count; index++)
        {
            var begin = headers[index].Index + headers[index].Length;
            var end = index + 1 < headers.Count ? headers[index + 1].Index : output.Length;
            texts.TryAdd(headers[index].Groups[1].Value, output[begin..end]);
        }

        return new KernelFiles(texts);
    }

    /// <summary>Lines of a file without empty ones; none where the file is missing.</summary>
    public IReadOnlyList<string> Lines(string path) =>
        texts.TryGetValue(path, out var text) ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    /// <summary>Words of a file's first line; none where the file is missing.</summary>
    public IReadOnlyList<string> Words(string path) => Lines(path) is { Count: > 0 } lines ? KernelText.Words(lines[0]) : [];

    /// <summary>Texts of all files of a folder's entries, such as <c>/proc/*/stat</c>, each with the entry's name.</summary>
    public IEnumerable<(string Entry, string Text)> Entries(string folder, string file) =>
        from pair in texts
        where pair.Key.StartsWith(folder, StringComparison.Ordinal) && pair.Key.EndsWith(file, StringComparison.Ordinal) && pair.Key.Length > folder.Length + file.Length
        let entry = pair.Key[folder.Length..^file.Length]
        where !entry.Contains('/', StringComparison.Ordinal)
        select (entry, pair.Value.Trim());

    [GeneratedRegex("^==> (.+) <==\n", RegexOptions.Multiline)]
    private static partial Regex HeaderPattern();
}
