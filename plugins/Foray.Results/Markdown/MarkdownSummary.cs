using System.Globalization;
using System.Text;
using Foray.Sdk.Jobs;

namespace Foray.Results.Markdown;

/// <summary>The summary: counts, what did not pass, what is flaky, what took longest. GitHub takes 65,536 characters; these limits keep below, whatever the names are.</summary>
internal static class MarkdownSummary
{
    private const int MostFailed = 100;
    private const int MostFlaky = 20;
    private const int MostSlow = 5;
    private const int MostOfName = 150;
    private const int MostOfReason = 300;

    /// <summary>Characters from which no further row is begun.</summary>
    private const int MostOfTable = 50_000;

    public static string Of(string title, JobResults results)
    {
        var name = Wording.Names(results);
        var text = new StringBuilder($"## {CodeSpan.Of(title, MostOfName)}: {Wording.Verdict(results)}\n\n{Wording.Counts(results.Tests)}, in {Wording.Time(results.Ended - results.Start.Started)}\n");
        List<TestResult> failed = [.. results.Tests.Where(test => !test.Outcome.IsSuccess)];
        AppendTable(text, "Did not pass", "| Test | Status | Reason | Time |\n| --- | --- | --- | ---: |\n", failed, MostFailed, test =>
            $"| {Name(test)} | {StatusName.Of(test.Outcome.Status)} | {CodeSpan.Of(test.Outcome.Reason ?? "", MostOfReason)} | {Wording.Time(test.Elapsed)} |\n");
        List<TestResult> flaky = [.. results.Tests.Where(test => test.IsFlaky)];
        AppendTable(text, "Flaky", "| Test | Attempts |\n| --- | ---: |\n", flaky, MostFlaky, test =>
            string.Create(CultureInfo.InvariantCulture, $"| {Name(test)} | {test.Attempts} |\n"));
        AppendTable(text, "Slowest", "| Test | Time |\n| --- | ---: |\n", Slowest(results), MostSlow, test => $"| {Name(test)} | {Wording.Time(test.Elapsed)} |\n");
        return text.ToString();

        string Name(TestResult test) => CodeSpan.Of(name(test), MostOfName);
    }

    private static void AppendTable(StringBuilder text, string title, string head, List<TestResult> tests, int most, Func<TestResult, string> row)
    {
        if (tests.Count == 0)
            return;
        text.Append($"\n### {title}\n\n{head}");
        var (start, shown) = (text.Length, 0);
        for (; shown < Math.Min(tests.Count, most) && text.Length - start < MostOfTable; shown++)
            text.Append(row(tests[shown]));
        if (shown < tests.Count)
            text.Append(CultureInfo.InvariantCulture, $"\nAnd {tests.Count - shown} more.\n");
    }

    private static List<TestResult> Slowest(JobResults results) =>
        [.. results.Tests.Where(test => test.Attempts > 0).OrderByDescending(test => test.Elapsed).ThenBy(test => test.Number).Take(MostSlow)];
}
