using System.CommandLine;
using System.Globalization;
using Foray.Cli.Output;
using Foray.Jobs.Comparing;
using Foray.Sdk.Jobs;

namespace Foray.Cli.Commands.Jobs;

/// <summary><c>foray job diff</c>: two jobs beside each other.</summary>
internal static class JobDiffCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("before") { Description = "A job: the path of its folder, the beginning of its id, or 'latest'." };
        var after = JobPlace.Argument("after");
        var all = new Option<bool>("--all") { Description = "Every test, and not only those that ended in another way." };
        var folder = JobPlace.Option();
        var format = CommonOptions.Format();
        var command = new Command("diff", "Compare two jobs: which tests ended in another way, and how long each took. Ends with 1 where any did.") { before, after, all, folder, format };
        command.SetAction(parsed =>
        {
            var comparison = JobComparison.Of(
                JobPlace.Find(parsed, folder, parsed.GetValue(before)!).ReadResults(), JobPlace.Find(parsed, folder, parsed.GetValue(after)!).ReadResults());
            var shown = comparison.Tests.Where(test => test.Differs || parsed.GetValue(all)).ToList();
            if (parsed.GetValue(format) == OutputFormats.Json)
                WriteJson(comparison, shown);
            else
                WriteText(comparison, shown);
            return comparison.Tests.Any(test => test.Differs) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static void WriteText(JobComparison comparison, IReadOnlyList<ComparedTest> shown)
    {
        Console.Out.Write(TextTable.Format(["TEST", "SUITE", "BEFORE", "AFTER", "SECONDS BEFORE", "AFTER"], [.. shown.Select(test => (IReadOnlyList<string>)
            [test.Name, test.Suite, Status(test.Before), Status(test.After), Seconds(test.Before), Seconds(test.After)])]));
        var differ = comparison.Tests.Count(test => test.Differs);
        Console.Out.WriteLine(differ == 0
            ? $"all {comparison.Tests.Count} tests ended as before"
            : $"{differ} of {comparison.Tests.Count} tests ended in another way");
    }

    private static void WriteJson(JobComparison comparison, IReadOnlyList<ComparedTest> shown) => JsonOutput.WriteObject(writer =>
    {
        writer.WriteString("before", comparison.Before.Start.Id);
        writer.WriteString("after", comparison.After.Start.Id);
        writer.WriteNumber("different", comparison.Tests.Count(test => test.Differs));
        writer.WriteList("tests", shown, test =>
        {
            writer.WriteStartObject();
            writer.WriteString("suite", test.Suite);
            writer.WriteString("name", test.Name);
            JobJson.WriteOutcome(writer, "before", test.Before);
            JobJson.WriteOutcome(writer, "after", test.After);
            writer.WriteEndObject();
        });
    });

    private static string Status(TestResult? test) => test is null ? "-" : JobText.StatusOf(test.Outcome.Status);

    private static string Seconds(TestResult? test) => test is null ? "-" : test.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
