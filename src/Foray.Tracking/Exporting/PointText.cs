using System.Globalization;

namespace Foray.Tracking.Exporting;

/// <summary>Times and values as texts that can be read back without loss.</summary>
internal static class PointText
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>ISO 8601 in UTC with nine digits behind the seconds: <c>2026-01-31T12:30:00.000000001Z</c>.</summary>
    /// <param name="nanoseconds">Nanoseconds since 1970.</param>
    public static string Time(long nanoseconds)
    {
        var (seconds, rest) = (Math.DivRem(nanoseconds, NanosecondsPerSecond) is { Remainder: < 0 } below
            ? (below.Quotient - 1, below.Remainder + NanosecondsPerSecond)
            : Math.DivRem(nanoseconds, NanosecondsPerSecond));
        return string.Create(CultureInfo.InvariantCulture, $"{DateTime.UnixEpoch.AddSeconds(seconds):yyyy-MM-dd'T'HH:mm:ss}.{rest:d9}Z");
    }

    /// <summary>The shortest text that is read as the same number; <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public static string Value(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
