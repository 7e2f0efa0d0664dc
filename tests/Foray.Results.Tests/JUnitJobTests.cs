using System.Text;
using System.Xml.Linq;
using CsCheck;
using Foray.Results.JUnit;
using Foray.Sdk.Jobs;

namespace Foray.Results.Tests;

public class JUnitJobTests
{
    private static readonly byte[] Hostile = [.. Encoding.UTF8.GetBytes("]]>\0\u001b[31mred\u001b[0m <system-out> é"), 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80];

    [Fact]
    public async Task A_suite_has_the_attributes_that_readers_know()
    {
        var root = Xml.Read(await new JUnitResults().WriteAsync(SomeJob.Mixed)).Root!;
        Assert.Equal("name=Job 0123456 time=12.500 tests=7 errors=2 failures=1", Attributes(root));
        Assert.Equal("name=unit tests=7 errors=2 failures=1 skipped=2 time=3.455 timestamp=2026-01-02T03:04:06Z", Attributes(root.Elements().Single()));
        Assert.Equal("classname=unit name=pass time=0.123", Attributes(root.Descendants("testcase").First()));
    }

    [Fact]
    public async Task A_status_is_the_element_that_readers_know()
    {
        var cases = Xml.Read(await new JUnitResults().WriteAsync(SomeJob.Mixed)).Descendants("testcase").ToList();
        Assert.Equal(
            ["", "", "skipped why skip", "skipped why cancel", "failure FAIL why fail", "error ERROR why error", "error INTERRUPTED why interrupted"],
            cases.Select(test => string.Join(';', test.Elements().Select(element => $"{element.Name} {element.Attribute("type")?.Value} {element.Value}".Replace("  ", " ", StringComparison.Ordinal)))));
    }

    [Fact]
    public async Task Each_suite_of_the_job_is_one_of_the_file()
    {
        var results = SomeJob.Of([SomeJob.One(1, "a", TestStatus.Pass), SomeJob.One(2, "b", TestStatus.Pass, suite: "other"), SomeJob.One(3, "c", TestStatus.Pass)]);
        Assert.Equal(["unit 2", "other 1"], Xml.Read(await new JUnitResults().WriteAsync(results)).Root!.Elements().Select(suite => $"{suite.Attribute("name")!.Value} {suite.Attribute("tests")!.Value}"));
    }

    [Fact]
    public async Task The_end_of_what_a_failed_test_wrote_is_in_the_file_and_of_a_passed_one_nothing()
    {
        using var folder = new TemporaryFolder();
        var (failed, passed) = (SomeJob.One(1, "bad", TestStatus.Fail, "exit code 1"), SomeJob.One(2, "good", TestStatus.Pass));
        SomeJob.WriteOutput(folder.Path, failed, "stdout", Encoding.UTF8.GetBytes(new string('x', 100_000) + new string('y', 4096)));
        SomeJob.WriteOutput(folder.Path, failed, "stderr", Hostile);
        SomeJob.WriteOutput(folder.Path, passed, "stdout", "quiet"u8.ToArray());
        var cases = Xml.Read(await new JUnitResults().WriteAsync(SomeJob.Of([failed, passed], folder.Path))).Descendants("testcase").ToList();
        Assert.Equal(new string('y', 4096), cases[0].Element("system-out")!.Value);
        Assert.StartsWith("]]>\uFFFDred <system-out> é\uFFFD(", cases[0].Element("system-err")!.Value, StringComparison.Ordinal);
        Assert.Empty(cases[1].Elements());
    }

    [Fact]
    public async Task The_file_is_valid_by_the_schema_of_Jenkins()
    {
        using var folder = new TemporaryFolder();
        foreach (var test in SomeJob.Mixed.Tests)
        {
            SomeJob.WriteOutput(folder.Path, test, "stdout", Hostile);
            SomeJob.WriteOutput(folder.Path, test, "stderr", Hostile);
        }

        var hostile = SomeJob.One(8, "]]>\0\u001b[31m\uD800", TestStatus.Error, "]]>\0\u001b[31m\uDC00<&\"", "a\uFFFE]]>") with { Folder = "a\0b" };
        Assert.Equal("", await Xml.ValidateAsync(await new JUnitResults().WriteAsync(SomeJob.Of([.. SomeJob.Mixed.Tests, hostile], folder.Path))));
        Assert.Equal("", await Xml.ValidateAsync(await new JUnitResults().WriteAsync(SomeJob.Of([]))));
    }

    [Fact]
    public void Any_job_is_valid_XML_with_all_of_its_tests() => SomeJob.Any.Sample(results =>
    {
        var tests = Xml.Read(new JUnitResults().WriteAsync(results).GetAwaiter().GetResult()).Descendants("testcase");
        Assert.Equal(
            results.Tests.GroupBy(test => test.Suite).SelectMany(suite => suite).Select(test => PlainText.Clean(test.Name)),
            tests.Select(test => test.Attribute("name")!.Value));
    });

    private static string Attributes(XElement element) => string.Join(' ', element.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"));
}
