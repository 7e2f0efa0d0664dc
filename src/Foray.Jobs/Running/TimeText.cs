using System.Globalization;

namespace Foray.Jobs.Running;

/// <summary>Spans of time as people write them.</summary>
internal static class TimeText
{
    /// <summary>Such as <c>1h</c>, <c>5m</c>, <c>30s</c>, <c>250ms</c>: in the largest unit that gives a whole number.</summary>
    public static string Of(TimeSpan time)
    {
        var (value, unit) = time.Ticks switch
        {
            var ticks when ticks % TimeSpan.TicksPerHour == 0 => (time.TotalHours, "h"),
            var ticks when ticks % TimeSpan.TicksPerMinute == 0 => (time.TotalMinutes, "m"),
            var ticks when ticks % TimeSpan.TicksPerSecond == 0 => (time.TotalSeconds, "s"),
            _ => (time.TotalMilliseconds, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.###}{unit}");
    }
}
