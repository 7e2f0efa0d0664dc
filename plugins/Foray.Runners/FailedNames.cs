using System.Globalization;
using System.Text;

namespace Foray.Runners;

/// <summary>The first few of the tests that failed, for a reason that people read.</summary>
internal sealed class FailedNames
{
    private const int Most = 3;
    private const int LongestName = 100;

    private readonly List<string> _names = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(string name)
    {
        Count++;
        if (_names.Count < Most)
            _names.Add(Shorten(name));
    }

    /// <summary>Their names: <c>'one', 'two', 'three', …</c>.</summary>
    public string Describe(long count) => string.Join(", ", _names.Select(name => $"'{name}'")) + (count > _names.Count ? ", …" : "");

    /// <summary>A sentence such as <c>2 of 9 failed: 'one', 'two'</c>.</summary>
    public string Describe(long count, long total, string what)
    {
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{count} of {total} {what}");
        return _names.Count == 0 ? sentence : $"{sentence}: {Describe(count)}";
    }

    // One line, whatever a test is named.
    private static string Shorten(string name)
    {
        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Take(LongestName))
            text.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        return text.Length < name.Length ? $"{text}…" : text.ToString();
    }
}
