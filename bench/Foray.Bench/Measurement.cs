using System.Diagnostics;

namespace Foray.Bench;

/// <summary>Wall-clock times of whole programs. The parties of a comparison take turns, so that a machine that drifts drifts for both.</summary>
internal static class Measurement
{
    /// <summary>Median milliseconds of each command, after one round that does not count.</summary>
    public static double[] Alternate(int rounds, params Action[] commands) => Compare(rounds, [.. commands.Select(TimeOf)]);

    /// <summary>Median of what each party measures itself, after one round that does not count.</summary>
    public static double[] Compare(int rounds, params Func<double>[] parties)
    {
        var times = parties.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < parties.Length; i++)
            {
                var time = parties[i]();
                if (round > 0)
                    times[i].Add(time);
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>Runs a program to its end, its output thrown away.</summary>
    public static void Run(string program, params string[] arguments) => Output(program, new Dictionary<string, string>(), arguments);

    /// <summary>Runs a program to its end in a changed environment.</summary>
    /// <returns>Its output.</returns>
    public static string Output(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}: {error.Result}");
    }

    private static Func<double> TimeOf(Action command) => () =>
    {
        var started = Stopwatch.GetTimestamp();
        command();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    };

    public static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[values.Count / 2 - 1] + values[values.Count / 2]) / 2;
    }
}
