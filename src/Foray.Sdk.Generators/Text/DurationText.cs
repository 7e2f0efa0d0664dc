using System.Globalization;
using System.Text.RegularExpressions;

namespace Foray.Sdk.Generators.Text;

/// <summary>Durations as <c>Foray.Sdk.Options.Duration</c> reads them, which a generator cannot call.</summary>
internal static class DurationText
{
    private const double LongestSeconds = 3650d * 86400;

    private static readonly Regex Parts = new(
        @"\A(?:(?<d>[0-9.]+)d)?(?:(?<h>[0-9.]+)h)?(?:(?<m>[0-9.]+)m)?(?:(?<s>[0-9.]+)s)?(?:(?<ms>[0-9.]+)ms)?\z",
        RegexOptions.CultureInvariant);

    private static readonly (string Unit, double Seconds)[] Units = [("d", 86400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001)];

    /// <summary>The duration in ticks; null where the text is not one.</summary>
    public static long? ReadTicks(string text)
    {
        if (TryNumber(text, out var plain))
            return Ticks(plain);
        var match = Parts.Match(text);
        if (text.Length == 0 || !match.Success)
            return null;
        double seconds = 0;
        foreach (var (unit, length) in Units)
        {
            if (!match.Groups[unit].Success)
                continue;
            if (!TryNumber(match.Groups[unit].Value, out var number))
                return null;
            seconds += number * length;
        }

        return Ticks(seconds);
    }

    private static long? Ticks(double seconds) =>
        seconds > LongestSeconds ? null : (long)Math.Round(seconds * TimeSpan.TicksPerSecond);

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && !double.IsNaN(number) && !double.IsInfinity(number);
}
