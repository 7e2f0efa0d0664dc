using System.Diagnostics;
using System.Globalization;

namespace Foray.Bench.Plugins;

/// <summary>Measures something in a process of its own, so that nothing is loaded or compiled before.</summary>
internal static class FreshProcess
{
    public const string Mark = "--fresh";
    public const string AfterFirstUse = "used-";

    /// <summary>Milliseconds that a way took in a process with these variables.</summary>
    public static double Measure(string way, IReadOnlyDictionary<string, string> environment) =>
        Parse(Measurement.Output(Environment.ProcessPath!, environment, Mark, way));

    /// <summary>Milliseconds from a line of microseconds and the number of plugins that were found, which has to be right.</summary>
    public static double Parse(string line)
    {
        var parts = line.Split(' ');
        return int.Parse(parts[1], CultureInfo.InvariantCulture) is 1 or PackageSet.Plugins
            ? double.Parse(parts[0], CultureInfo.InvariantCulture) / 1000
            : throw new InvalidOperationException($"a peer found {parts[1].Trim()} plugins");
    }

    /// <summary>The other side: does it, and prints how many microseconds it took.</summary>
    /// <param name="way">The way; with <see cref="AfterFirstUse"/> before it, one whose code has been used once.</param>
    public static int Answer(string way)
    {
        if (way.StartsWith(AfterFirstUse, StringComparison.Ordinal))
        {
            way = way[AfterFirstUse.Length..];
            Discovery.FirstUses[way]();
        }

        var act = Activation.Ways.TryGetValue(way, out var prepare) ? prepare() : Discovery.Ways[way];
        var started = Stopwatch.GetTimestamp();
        var found = act();
        var taken = Stopwatch.GetElapsedTime(started);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{taken.TotalMicroseconds:0} {found}"));
        return 0;
    }
}
