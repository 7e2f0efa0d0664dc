using System.Globalization;

namespace Foray.Jobs.Folders;

/// <summary>Names of folders for tests.</summary>
internal static class SafeName
{
    /// <summary>Room for what others add to it.</summary>
    private const int Longest = 200;

    /// <summary>Number and name; of the name, characters beyond letters, digits and <c>._=,+@-</c> become <c>_</c>, and its beginning is left out where it is too long: paths differ at their ends.</summary>
    public static string Of(int number, string name)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{number}-");
        var room = Longest - prefix.Length;
        var kept = name.AsSpan(Math.Max(0, name.Length - room));
        return string.Concat(prefix, string.Create(kept.Length, kept, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is '.' or '_' or '=' or ',' or '+' or '@' or '-' ? source[i] : '_';
        }));
    }
}
