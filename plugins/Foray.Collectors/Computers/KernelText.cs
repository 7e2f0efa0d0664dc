using System.Globalization;

namespace Foray.Collectors.Computers;

/// <summary>Words and numbers as the kernel writes them.</summary>
internal static class KernelText
{
    public static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The number of a place in a line; null where there is none.</summary>
    public static double? Number(IReadOnlyList<string> words, int index) =>
        index < words.Count && double.TryParse(words[index], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
