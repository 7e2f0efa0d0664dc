namespace Foray.Configuration.Diagnostics;

/// <summary>Values and lists of names as messages show them: on one line and not longer than a reader wants.</summary>
internal static class Excerpt
{
    private const int LongestValue = 60;
    private const int MostNames = 20;

    /// <summary>The value in quotes, cut where it is long, its line breaks and control characters as spaces.</summary>
    public static string Of(string value)
    {
        var cut = value.Length > LongestValue;
        var shown = cut ? value.AsSpan(0, LongestValue) : value;
        return string.Create(shown.Length + (cut ? 3 : 2), (value, shown.Length, cut), static (target, source) =>
        {
            target[0] = '\'';
            for (var i = 0; i < source.Length; i++)
                target[i + 1] = IsPrintable(source.value, i) ? source.value[i] : ' ';
            if (source.cut)
                target[^2] = '…';
            target[^1] = '\'';
        });
    }

    /// <summary>Names with commas; the first twenty where there are more.</summary>
    public static string Of(IReadOnlyCollection<string> names)
    {
        if (names.Count <= MostNames)
            return string.Join(", ", names);
        return $"{string.Join(", ", names.Take(MostNames))}, … ({names.Count} in all)";
    }

    /// <summary>Half of a pair of surrogates cannot be written as UTF-8.</summary>
    private static bool IsPrintable(string text, int index)
    {
        var character = text[index];
        if (char.IsHighSurrogate(character))
            return index + 1 < text.Length && index + 1 < LongestValue && char.IsLowSurrogate(text[index + 1]);
        if (char.IsLowSurrogate(character))
            return index > 0 && char.IsHighSurrogate(text[index - 1]);
        return !char.IsControl(character);
    }
}
