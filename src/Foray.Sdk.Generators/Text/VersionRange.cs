using System.Globalization;
using System.Text.RegularExpressions;

namespace Foray.Sdk.Generators.Text;

/// <summary>Ranges of versions in NuGet's notation: <c>1.0</c>, <c>[1.0]</c>, <c>(,1.0]</c>, <c>[1.0,2.0)</c>. Floating ones such as <c>1.*</c> belong to references and are not read.</summary>
internal static class VersionRange
{
    private static readonly Regex Version = new(
        @"\A(?<number>[0-9]{1,9}(\.[0-9]{1,9}){0,3})(-(?<label>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z",
        RegexOptions.CultureInvariant);

    /// <summary>True for a range that some version can be in.</summary>
    public static bool IsValid(string text)
    {
        var range = text.Trim();
        if (range.Length < 2 || range[0] is not ('[' or '('))
            return Version.IsMatch(range);
        var isClosed = (Least: range[0] == '[', Most: range[range.Length - 1] == ']');
        if (!isClosed.Most && range[range.Length - 1] != ')')
            return false;
        var bounds = range.Substring(1, range.Length - 2).Split(',').Select(bound => bound.Trim()).ToArray();
        if (bounds.Length > 2 || bounds.Any(bound => bound.Length > 0 && !Version.IsMatch(bound)))
            return false;
        if (bounds.Length == 1)
            return bounds[0].Length > 0 && isClosed.Least && isClosed.Most;
        if (bounds[0].Length == 0 || bounds[1].Length == 0)
            return true;
        var order = Compare(Version.Match(bounds[0]), Version.Match(bounds[1]));
        return order < 0 || (order == 0 && isClosed.Least && isClosed.Most);
    }

    private static int Compare(Match left, Match right)
    {
        var (leftNumbers, rightNumbers) = (NumbersOf(left), NumbersOf(right));
        for (var i = 0; i < leftNumbers.Length; i++)
        {
            if (leftNumbers[i] != rightNumbers[i])
                return leftNumbers[i].CompareTo(rightNumbers[i]);
        }

        // A version with a label comes before the one without.
        if (!left.Groups["label"].Success || !right.Groups["label"].Success)
            return right.Groups["label"].Success.CompareTo(left.Groups["label"].Success);
        return CompareLabels(left.Groups["label"].Value.Split('.'), right.Groups["label"].Value.Split('.'));
    }

    private static int CompareLabels(string[] left, string[] right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            var (leftIsNumber, rightIsNumber) = (int.TryParse(left[i], NumberStyles.None, CultureInfo.InvariantCulture, out var leftNumber),
                int.TryParse(right[i], NumberStyles.None, CultureInfo.InvariantCulture, out var rightNumber));
            var order = leftIsNumber && rightIsNumber ? leftNumber.CompareTo(rightNumber)
                : leftIsNumber != rightIsNumber ? rightIsNumber.CompareTo(leftIsNumber)
                : string.Compare(left[i], right[i], StringComparison.OrdinalIgnoreCase);
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int[] NumbersOf(Match version)
    {
        var numbers = version.Groups["number"].Value.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture));
        return [.. numbers.Concat([0, 0, 0]).Take(4)];
    }
}
