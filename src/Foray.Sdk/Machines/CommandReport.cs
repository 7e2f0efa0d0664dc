using System.Globalization;

namespace Foray.Sdk.Machines;

/// <summary>Reads what <c>report</c> of commands.sh prints.</summary>
internal static class CommandReport
{
    /// <summary>The end that the lines tell; null where they tell none.</summary>
    public static CommandEnd? Parse(IEnumerable<string> lines)
    {
        int? code = null;
        var ended = false;
        List<DateTimeOffset> times = [];
        foreach (var line in lines)
        {
            if (line.StartsWith("ended ", StringComparison.Ordinal))
                (ended, code) = (true, int.Parse(line.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture));
            else if (line == "vanished")
                ended = true;
            else if (ended && decimal.TryParse(line, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
                times.Add(DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        }

        if (!ended)
            return null;
        return times.Count == 0
            ? new CommandEnd(code, DateTimeOffset.UnixEpoch, TimeSpan.Zero)
            : new CommandEnd(code, times[0], times.Max() - times[0]);
    }
}
