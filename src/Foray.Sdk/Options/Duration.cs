using System.Globalization;

namespace Foray.Sdk.Options;

/// <summary>Durations as people write them: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>250ms</c>, <c>2d</c>. A plain number means seconds.</summary>
public static class Duration
{
    /// <summary>Longest duration that can be written: 3650 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Reads a duration. Parts go from large to small, each unit once; nothing is negative.</summary>
    /// <returns>False where the text is not a duration between 0 and <see cref="Longest"/>.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (TryNumber(text, out var plain))
            return TrySum(plain, out duration);
        double seconds = 0;
        var smallest = double.MaxValue;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !TryNumber(rest[..digits], out var number))
                return false;
            rest = rest[digits..];
            var letters = rest.IndexOfAny("0123456789.");
            var name = (letters < 0 ? rest : rest[..letters]).ToString();
            var unit = SecondsIn(name);
            if (unit == 0 || unit >= smallest)
                return false;
            smallest = unit;
            seconds += number * unit;
            rest = letters < 0 ? [] : rest[letters..];
        }

        return text.Length > 0 && TrySum(seconds, out duration);
    }

    /// <summary>Writes a duration so that <see cref="TryParse"/> reads it back: <c>1h30m</c>, <c>2.5s</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = string.Concat(
            Part((long)duration.TotalDays, "d"), Part(duration.Hours, "h"), Part(duration.Minutes, "m"),
            duration.Ticks % TimeSpan.TicksPerMinute == 0
                ? ""
                : ((decimal)(duration.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s");
        return text.Length == 0 ? "0s" : text;
    }

    /// <summary>Seconds in a unit; 0 for one that there is not.</summary>
    private static double SecondsIn(string unit) => unit switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, "d" => 86400, _ => 0 };

    private static string Part(long count, string unit) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture) + unit;

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static bool TrySum(double seconds, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (seconds > Longest.TotalSeconds)
            return false;
        duration = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return true;
    }
}
