using Foray.Experiments.Running;
using Foray.Sdk.Results;

namespace Foray.Cli.Output;

/// <summary>The end of a piece of work as lines without colour.</summary>
internal static class ReportLines
{
    public static void Write(RunReport report, TextWriter output)
    {
        if (report.Results is { } results)
        {
            output.WriteLine(Summary(results));
            output.WriteLine($"results: {report.Folder}");
        }
    }

    /// <summary>How many rows ended how.</summary>
    public static string Summary(RunResults results)
    {
        var counts = results.Cases.GroupBy(row => row.Outcome.Status).OrderBy(group => group.Key).Select(group => $"{group.Count()} {EventText.Status(group.Key)}");
        var reused = results.Cases.Count(row => row.Run != results.Run);
        var note = reused == 0 ? "" : reused == results.Cases.Count
            ? " (all of them from earlier runs; --force runs them again)"
            : $" ({reused} of them from earlier runs)";
        return $"{results.Name}: {string.Join(", ", counts)}{note}";
    }
}
