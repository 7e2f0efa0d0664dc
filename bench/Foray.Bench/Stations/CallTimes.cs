using System.Diagnostics;
using System.Globalization;

namespace Foray.Bench.Stations;

/// <summary>How long calls of a party took, one by one.</summary>
/// <param name="Milliseconds">Each call, in ascending order.</param>
internal sealed record CallTimes(double[] Milliseconds)
{
    public double Median => At(0.5);

    /// <summary>Median and 99th percentile as text.</summary>
    public override string ToString() => $"{Text(Median)} (p99 {Text(At(0.99))})";

    /// <summary>Lets parties take turns, after a round that does not count.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="each">Calls of each party in each round.</param>
    /// <param name="atOnce">Callers at once.</param>
    /// <param name="parties">The call of each party; it is given the number of its caller.</param>
    public static async Task<CallTimes[]> CompareAsync(int rounds, int each, int atOnce, params Func<int, Task>[] parties)
    {
        var times = parties.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var party = 0; party < parties.Length; party++)
            {
                var taken = await TimeAsync(parties[party], each / atOnce, atOnce);
                if (round > 0)
                    times[party].AddRange(taken);
            }
        }

        return [.. times.Select(Of)];
    }

    public static CallTimes Of(IEnumerable<double> milliseconds) => new([.. milliseconds.Order()]);

    /// <summary>A time with its unit.</summary>
    public static string Text(double milliseconds) => milliseconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1000:0} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms");

    private static async Task<IEnumerable<double>> TimeAsync(Func<int, Task> call, int each, int atOnce)
    {
        var callers = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(caller => Task.Run(() => TimeAsync(() => call(caller), each))));
        return callers.SelectMany(taken => taken);
    }

    private static async Task<double[]> TimeAsync(Func<Task> call, int count)
    {
        var taken = new double[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await call();
            taken[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return taken;
    }

    private double At(double part) => Milliseconds[Math.Min(Milliseconds.Length - 1, (int)(part * Milliseconds.Length))];
}
