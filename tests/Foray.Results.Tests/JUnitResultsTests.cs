using System.Text;
using System.Xml.Linq;
using CsCheck;
using Foray.Results.JUnit;
using Foray.Sdk.Experiments;
using Foray.Sdk.Results;

namespace Foray.Results.Tests;

public class JUnitResultsTests
{
    private static readonly RunResults Mixed = Some.Of([
        Some.Row(new RowOutcome(RowStatus.Passed)
        {
            Started = Some.Start.AddSeconds(1), Elapsed = TimeSpan.FromSeconds(0.25),
            Metrics = new Dictionary<string, double> { ["ratio"] = 0.5, ["speed"] = 12 },
        }),
        Some.Row(new RowOutcome(RowStatus.Failed) { Started = Some.Start, Elapsed = TimeSpan.FromSeconds(2), Message = "exit code 1" }, name: "n=2"),
        Some.Row(new RowOutcome(RowStatus.Skipped) { Started = Some.Start, Message = "not run" }, machine: null),
        Some.Row(new RowOutcome(RowStatus.TimedOut) { Started = Some.Start, Message = "too long" }, "other"),
        Some.Row(new RowOutcome(RowStatus.Interrupted) { Started = Some.Start }, "other"),
    ]);

    [Fact]
    public async Task Experiments_are_suites_with_counts()
    {
        var suites = (await WriteAsync(Mixed)).Root!.Elements("testsuite").ToList();
        Assert.Equal(
            ["name=speed tests=3 failures=1 errors=0 skipped=1 time=2.25 timestamp=2026-01-02T03:04:05", "name=other tests=2 failures=0 errors=2 skipped=0 time=0 timestamp=2026-01-02T03:04:05"],
            suites.Select(suite => string.Join(' ', suite.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"))));
    }

    [Fact]
    public async Task Rows_are_cases_named_by_case_and_machine()
    {
        var cases = (await WriteAsync(Mixed)).Descendants("testcase").ToList();
        Assert.Equal(["n=1 on a", "n=2 on a", "n=1", "n=1 on a", "n=1 on a"], cases.Select(test => test.Attribute("name")!.Value));
        Assert.Equal("trial.speed", cases[0].Attribute("classname")!.Value);
        Assert.Equal("0.25", cases[0].Attribute("time")!.Value);
        Assert.Equal("ratio=0.5\nspeed=12", cases[0].Element("system-out")!.Value);
    }

    [Fact]
    public async Task A_status_is_the_element_that_readers_know()
    {
        var cases = (await WriteAsync(Mixed)).Descendants("testcase").ToList();
        Assert.DoesNotContain(cases[0].Elements(), element => element.Name != "system-out");
        Assert.Equal(("failed", "exit code 1"), Problem(cases[1].Element("failure")));
        Assert.Equal("not run", cases[2].Element("skipped")!.Value);
        Assert.Equal(("timed_out", "too long"), Problem(cases[3].Element("error")));
        Assert.Equal(("interrupted", ""), Problem(cases[4].Element("error")));
    }

    [Fact]
    public async Task A_failure_shows_the_end_of_what_its_failing_scripts_wrote_to_stderr()
    {
        var folder = Directory.CreateTempSubdirectory("foray-results-").FullName;
        WriteStderr("good", "fine");
        WriteStderr("bad", new string('x', 5000) + "é" + new string('y', 4095));
        var outcome = new RowOutcome(RowStatus.Failed) { Message = "exit code 1", Scripts = [Script("good", RowStatus.Passed), Script("bad", RowStatus.Failed), Script("gone", RowStatus.Failed)] };
        var failure = (await WriteAsync(Some.Of([Some.Row(outcome)]) with { OutputFolder = folder })).Descendants("failure").Single();
        Assert.Equal("exit code 1\nbad wrote to stderr:\n" + new string('y', 4095), failure.Value);
        Directory.Delete(folder, recursive: true);

        void WriteStderr(string script, string text)
        {
            Directory.CreateDirectory(Path.Combine(folder, "runs/run-0/x", script));
            File.WriteAllText(Path.Combine(folder, "runs/run-0/x", script, "stderr"), text);
        }
    }

    [Fact]
    public async Task The_file_is_valid_by_the_schema_of_Jenkins()
    {
        Assert.Equal("", await Xml.ValidateAsync(await new JUnitResults().WriteAsync(Mixed)));
        Assert.Equal("", await Xml.ValidateAsync(await new JUnitResults().WriteAsync(Some.Of([]))));
    }

    [Fact]
    public async Task Odd_characters_leave_the_file_valid()
    {
        var outcome = new RowOutcome(RowStatus.Failed) { Message = "\u001b[31m<&>\"'\0\uD800\uFFFE]]>", Metrics = new Dictionary<string, double> { ["a\u0001"] = 1 } };
        Assert.Equal("", await Xml.ValidateAsync(await new JUnitResults().WriteAsync(Some.Of([Some.Row(outcome, "e\u0002", "\uDC00")]))));
    }

    [Fact]
    public void Any_results_are_read_back_with_what_XML_does_not_allow_replaced() => Some.Results.Sample(results =>
    {
        var root = WriteAsync(results).GetAwaiter().GetResult().Root!;
        Assert.Equal(InXml(results.Name), root.Attribute("name")!.Value);
        var rows = results.Cases.GroupBy(row => row.Experiment).SelectMany(group => group).ToList();
        var tests = root.Descendants("testcase").ToList();
        Assert.Equal(rows.Count, tests.Count);
        foreach (var (row, test) in rows.Zip(tests))
        {
            Assert.Equal(InXml(row.Machine is null ? row.Case : $"{row.Case} on {row.Machine}"), test.Attribute("name")!.Value);
            if (test.Elements().FirstOrDefault(element => element.Attribute("message") is not null) is { } problem)
                Assert.Equal(InXml(row.Outcome.Message ?? ""), problem.Value);
        }
    });

    /// <summary>The characters of XML 1.0, as its grammar lists them.</summary>
    private static string InXml(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF) ? rune.ToString() : "\uFFFD"));

    private static (string, string) Problem(XElement? problem) => (problem!.Attribute("type")!.Value, problem.Attribute("message")!.Value);

    private static ScriptResult Script(string name, RowStatus status) => new(name, status, 1, Some.Start, TimeSpan.Zero);

    private static async Task<XDocument> WriteAsync(RunResults results) =>
        XDocument.Parse(Encoding.UTF8.GetString(await new JUnitResults().WriteAsync(results)), LoadOptions.PreserveWhitespace);
}
