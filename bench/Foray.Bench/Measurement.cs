using System.Diagnostics;

namespace Foray.Bench;

/// <summary>Wall-clock times of whole programs. The parties of a comparison take turns, so that a machine that drifts drifts for both.</summary>
internal static class Measurement
{
    /// <summary>Median milliseconds of each command, after one round that does not count.</summary>
    public static double[] Alternate(int rounds, params Action[] commands)
    {
        var times = commands.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                commands[i]();
                if (round > 0)
                    times[i].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>Runs a program to its end, its output thrown away.</summary>
    public static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}: {error.Result}");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[values.Count / 2 - 1] + values[values.Count / 2]) / 2;
    }
}
