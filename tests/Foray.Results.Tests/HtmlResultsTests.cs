using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Foray.Results.Html;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;

namespace Foray.Results.Tests;

public class HtmlResultsTests
{
    private const string Attack = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></pre></td></title></style>&lt;";

    /// <summary>Everything that the page is made of.</summary>
    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "header", "h1", "p", "span", "svg", "rect", "fieldset", "label", "input", "main", "section", "h2", "table", "thead", "tbody",
        "tr", "th", "td", "a", "div", "details", "summary", "dl", "dt", "dd", "pre", "script",
    ];

    private static readonly string[] Attributes =
        ["lang", "charset", "http-equiv", "content", "name", "class", "viewBox", "preserveAspectRatio", "aria-hidden", "x", "width", "height", "type", "id", "checked", "scope", "data-key", "href"];

    [Fact]
    public async Task A_test_is_shown_with_all_that_is_known_of_it()
    {
        var test = SomeJob.One(3, "even", TestStatus.Fail, "exit code 1") with
        {
            Attempts = 2,
            IsFlaky = true,
            Variant = new Dictionary<string, string> { ["n"] = "1", ["m"] = "2" },
            Elapsed = TimeSpan.FromSeconds(65.2),
        };
        var row = (await ReadAsync(SomeJob.Of([test]))).Descendants("tbody").Single().Element("tr")!;
        Assert.Equal("fail", row.Attribute("class")!.Value);
        Assert.Equal(["3", "FAIL", "evenn=1, m=2exit code 1Output and files", "1 min 5 s", "local", "2 flaky", "0.750 s", "5.0 MiB"], row.Elements("td").Select(cell => cell.Value));
        Assert.Equal("./test-results/3-even/", row.Descendants("a").Single().Attribute("href")!.Value);
    }

    [Fact]
    public async Task Only_what_did_not_pass_is_shown_with_its_output_and_links_to_its_files()
    {
        using var folder = new TemporaryFolder();
        var (failed, passed) = (SomeJob.One(1, "bad", TestStatus.Fail, "exit code 1"), SomeJob.One(2, "good", TestStatus.Pass));
        SomeJob.WriteOutput(folder.Path, failed, "stdout", Encoding.UTF8.GetBytes(new string('x', 10_000) + Attack));
        SomeJob.WriteOutput(folder.Path, failed, "debug.log", "log"u8.ToArray());
        SomeJob.WriteOutput(folder.Path, passed, "stdout", "quiet"u8.ToArray());
        var page = await ReadAsync(SomeJob.Of([failed, passed], folder.Path));
        Assert.Equal(new string('x', 4096 - Attack.Length) + Attack, page.Descendants("pre").Single().Value);
        Assert.Equal(["./test-results/1-bad/debug.log", "./test-results/1-bad/stdout"], page.Descendants("details").Single().Descendants("a").Select(link => link.Attribute("href")!.Value));
    }

    [Fact]
    public async Task The_summary_says_how_the_job_ended_and_filters_by_the_statuses_that_there_are()
    {
        var results = SomeJob.Of([SomeJob.One(1, "a", TestStatus.Pass), SomeJob.One(2, "b", TestStatus.Error), SomeJob.One(3, "c", TestStatus.Pass)]) with { End = JobEnd.FailedFast };
        var header = (await ReadAsync(results)).Descendants("header").Single();
        Assert.Equal("Job 0123456", header.Element("h1")!.Value);
        Assert.Equal("failed, stopped after a failure · 3 tests: 2 passed, 1 in error · 12.5 s · 2026-01-02 03:04:05 UTC", header.Element("p")!.Value);
        Assert.Equal(["show-pass", "show-error"], header.Descendants("input").Select(box => box.Attribute("id")!.Value));
        Assert.Equal(["pass 0 2", "error 2 1"], header.Descendants("rect").Select(part => $"{part.Attribute("class")!.Value} {part.Attribute("x")!.Value} {part.Attribute("width")!.Value}"));
    }

    [Fact]
    public async Task The_style_hides_what_each_box_of_the_filter_is_for()
    {
        var style = (await ReadAsync(SomeJob.Mixed)).Descendants("style").Single().Value;
        Assert.All(Enum.GetValues<TestStatus>().Select(status => $"{status}".ToLowerInvariant()), name => Assert.Contains($"body:has(#show-{name}:not(:checked)) tr.{name}", style, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_policy_lets_the_page_do_nothing_but_apply_its_own_style_and_script()
    {
        var page = await ReadAsync(SomeJob.Mixed);
        var policy = page.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value;
        Assert.Equal($"default-src 'none'; style-src {Hash("style")}; script-src {Hash("script")}; base-uri 'none'; form-action 'none'", policy);

        string Hash(string element) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Descendants(element).Single().Value)))}'";
    }

    [Fact]
    public async Task The_page_needs_no_other_file()
    {
        var text = await new HtmlResults().WriteTextAsync(SomeJob.Mixed);
        Assert.All(["http:", "https:", "//", "url(", "@import", " src="], reference => Assert.DoesNotContain(reference, text.Replace("// Part of", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_text_is_text_wherever_it_comes_from()
    {
        using var folder = new TemporaryFolder();
        var test = SomeJob.One(1, "x", TestStatus.Fail, Attack, Attack) with { Name = Attack, Machine = Attack, Variant = new Dictionary<string, string> { [Attack] = Attack } };
        SomeJob.WriteOutput(folder.Path, test, "stderr", Encoding.UTF8.GetBytes(Attack));
        var page = await ReadAsync(SomeJob.Of([test, test with { Folder = "javascript:alert(1)//\"onclick=\"x" }], folder.Path));
        Assert.Equal(Attack, page.Descendants("td").First(cell => cell.Attribute("class")!.Value == "test").Element("span")!.Value);
        Assert.Equal(Attack, page.Descendants("pre").Single().Value);
        Assert.Contains("./javascript%3Aalert%281%29/%22onclick%3D%22x/", page.Descendants("a").Select(link => link.Attribute("href")!.Value));
        RequireNothingActive(page);
    }

    [Fact]
    public void No_text_of_any_job_becomes_an_element() => SomeJob.Any.Sample(results => RequireNothingActive(ReadAsync(results).GetAwaiter().GetResult()));

    [Fact]
    public void No_text_of_any_run_becomes_an_element() => Some.Results.Sample(results => RequireNothingActive(Xml.Read(new HtmlResults().WriteAsync(results).GetAwaiter().GetResult())));

    [Fact]
    public async Task Of_many_tests_that_did_not_pass_only_the_first_are_shown_with_their_output()
    {
        using var folder = new TemporaryFolder();
        List<Sdk.Jobs.TestResult> tests = [.. Enumerable.Range(1, 600).Select(number => SomeJob.One(number, "bad", TestStatus.Fail) with { Folder = "same" })];
        SomeJob.WriteOutput(folder.Path, tests[0], "stderr", "noise"u8.ToArray());
        Assert.Equal(500, (await ReadAsync(SomeJob.Of(tests, folder.Path))).Descendants("pre").Count());
    }

    [Fact]
    public async Task A_run_is_written_as_a_job_with_links_from_its_own_folder()
    {
        using var folder = new TemporaryFolder();
        var output = Path.Combine(folder.Path, "runs/run-0/x/pack");
        Directory.CreateDirectory(output);
        Directory.CreateDirectory(Path.Combine(folder.Path, "runs/run-1"));
        await File.WriteAllTextAsync(Path.Combine(output, "stderr"), "no space left", TestContext.Current.CancellationToken);
        var failed = new RowOutcome(RowStatus.Failed) { Message = "exit code 1", Scripts = [new ScriptResult("pack", RowStatus.Failed, 1, Some.Start, TimeSpan.Zero)] };
        var page = Xml.Read(await new HtmlResults().WriteAsync(Some.Of([Some.Row(failed)]) with { OutputFolder = folder.Path }));
        Assert.Equal("trial, run run-1", page.Descendants("h1").Single().Value);
        Assert.Equal("no space left", page.Descendants("pre").Single().Value);
        Assert.Equal("./../../runs/run-0/x/pack/stderr", page.Descendants("details").Single().Descendants("a").Single().Attribute("href")!.Value);
    }

    private static async Task<XDocument> ReadAsync(JobResults results) => Xml.Read(await new HtmlResults().WriteAsync(results));

    private static void RequireNothingActive(XDocument page)
    {
        Assert.Empty(page.Descendants().Select(element => element.Name.ToString()).Except(Elements));
        Assert.Empty(page.Descendants().Attributes().Select(attribute => attribute.Name.ToString()).Except(Attributes));
        Assert.All(["script", "style", "title"], element => Assert.Single(page.Descendants(element)));
        Assert.Equal(PagePart.Load("page.js").Text, page.Descendants("script").Single().Value);
        Assert.All(page.Descendants().Attributes("href"), link => Assert.Matches("^\\./[A-Za-z0-9%._~/-]*$", link.Value));
        Assert.All(page.Descendants().Attributes("data-key"), key => Assert.True(double.TryParse(key.Value, CultureInfo.InvariantCulture, out _)));
    }
}
