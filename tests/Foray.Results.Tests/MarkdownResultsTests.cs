using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Foray.Results.Markdown;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;

namespace Foray.Results.Tests;

public class MarkdownResultsTests
{
    private const int MostOfGitHub = 65_536;
    private static readonly string[] Elements = ["page", "h2", "h3", "p", "code", "table", "thead", "tbody", "tr", "th", "td"];

    [Fact]
    public async Task A_job_is_summed_up()
    {
        var flaky = SomeJob.One(8, "flaky", TestStatus.Pass) with { Attempts = 2, IsFlaky = true };
        Assert.Equal(
            """
            ## `Job 0123456`: failed

            8 tests: 2 passed, 1 warned, 1 skipped, 1 cancelled, 1 failed, 1 in error, 1 interrupted, in 12.5 s

            ### Did not pass

            | Test | Status | Reason | Time |
            | --- | --- | --- | ---: |
            | `fail` | FAIL | `why fail` | 0.617 s |
            | `error` | ERROR | `why error` | 0.740 s |
            | `interrupted` | INTERRUPTED | `why interrupted` | 0.864 s |

            ### Flaky

            | Test | Attempts |
            | --- | ---: |
            | `flaky` | 2 |

            ### Slowest

            | Test | Time |
            | --- | ---: |
            | `flaky` | 0.987 s |
            | `interrupted` | 0.864 s |
            | `error` | 0.740 s |
            | `fail` | 0.617 s |
            | `cancel` | 0.494 s |

            """,
            await new MarkdownResults().WriteTextAsync(SomeJob.Of([.. SomeJob.Mixed.Tests, flaky])));
    }

    [Fact]
    public async Task A_job_without_tests_says_so() =>
        Assert.Equal("## `Job 0123456`: passed\n\nno tests, in 12.5 s\n", await new MarkdownResults().WriteTextAsync(SomeJob.Of([])));

    [Theory]
    [InlineData("a|b|", @"`a\|b\|`")]
    [InlineData("`` x `", "``` `` x ` ```")]
    [InlineData("@octocat <b> [x](http://y) #1", "`@octocat <b> [x](http://y) #1`")]
    [InlineData("a\nb\r\nc", "`a b  c`")]
    [InlineData("\u001b[31mred", "`red`")]
    [InlineData(" \n", "")]
    public void Text_is_inactive_in_a_code_span(string text, string span) => Assert.Equal(span, CodeSpan.Of(text, 100));

    [Fact]
    public void Long_text_is_cut_between_characters() => Assert.Equal("`aaa…`", CodeSpan.Of("aaa\U0001F600bbb", 5));

    [Fact]
    public async Task More_than_a_hundred_that_did_not_pass_are_counted()
    {
        var text = await new MarkdownResults().WriteTextAsync(SomeJob.Many(10_000));
        Assert.Contains("\nAnd 900 more.\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('|')]
    [InlineData('`')]
    public async Task It_is_never_longer_than_GitHub_takes(char character)
    {
        var text = new string(character, 10_000);
        List<Sdk.Jobs.TestResult> tests = [.. Enumerable.Range(1, 1000).Select(number => SomeJob.One(number, "x", TestStatus.Fail, text, text) with { Name = text, IsFlaky = true })];
        Assert.InRange((await new MarkdownResults().WriteTextAsync(SomeJob.Of(tests))).Length, 1, MostOfGitHub);
        Assert.InRange((await new MarkdownResults().WriteAsync(Some.Of([Some.Row(new RowOutcome(RowStatus.Failed) { Message = text }, text, text)]) with { Name = text })).Length, 1, MostOfGitHub);
    }

    [Fact]
    public async Task A_run_is_summed_up_as_a_job()
    {
        var text = Encoding.UTF8.GetString(await new MarkdownResults().WriteAsync(Some.Of([Some.Row(new RowOutcome(RowStatus.Failed) { Message = "exit code 1" }), Some.Row(new RowOutcome(RowStatus.Passed) { Attempts = 2 }, name: "n=2")])));
        Assert.StartsWith("## `trial, run run-1`: failed\n\n2 tests: 1 passed, 1 failed, in 10.0 s\n", text, StringComparison.Ordinal);
        Assert.Contains("| `n=1 on a` | FAIL | `exit code 1` | 0.000 s |\n", text, StringComparison.Ordinal);
        Assert.Contains("| `n=2 on a` | 2 |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_is_code_for_the_parser_of_GitHub()
    {
        string[] attacks = ["@octocat", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "www.example.com", "a@b.example", "`|`", @"\|", @"\\|`", "``|\\", "![x](y)", "</td></table>", "* a", "https://example.com"];
        List<Sdk.Jobs.TestResult> tests = [.. attacks.Select((attack, index) => SomeJob.One(index + 1, "x", TestStatus.Fail, attack) with { Name = attack, Elapsed = TimeSpan.FromSeconds(100 - index) })];
        var page = await RenderAsync(await new MarkdownResults().WriteTextAsync(SomeJob.Of(tests)));
        Assert.Empty(page.Descendants().Select(element => element.Name.ToString()).Except(Elements));
        Assert.Equal(attacks, page.Descendants("tbody").First().Elements("tr").Select(row => row.Elements("td").First().Value));
        Assert.Equal(attacks, page.Descendants("tbody").First().Elements("tr").Select(row => row.Elements("td").ElementAt(2).Value));
    }

    [Fact]
    public void No_text_of_any_job_is_active_for_the_parser_of_GitHub() => SomeJob.Any.Sample(
        results =>
        {
            var page = RenderAsync(new MarkdownResults().WriteTextAsync(results).GetAwaiter().GetResult()).GetAwaiter().GetResult();
            Assert.Empty(page.Descendants().Select(element => element.Name.ToString()).Except(Elements));
            Assert.All(page.Descendants("tr"), row => Assert.Equal(row.Parent!.Parent!.Element("thead")!.Element("tr")!.Elements().Count(), row.Elements().Count()));
        },
        iter: 100);

    [Fact]
    public void No_text_of_any_run_is_active_for_the_parser_of_GitHub() => Some.Results.Sample(
        results =>
        {
            var page = RenderAsync(Encoding.UTF8.GetString(new MarkdownResults().WriteAsync(results).GetAwaiter().GetResult())).GetAwaiter().GetResult();
            Assert.Empty(page.Descendants().Select(element => element.Name.ToString()).Except(Elements));
        },
        iter: 50);

    /// <summary>The page as GitHub's parser makes it. Skips the test where that is missing.</summary>
    private static async Task<XElement> RenderAsync(string markdown)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/cmark-gfm"), "cmark-gfm is not installed");
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/cmark-gfm", ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        await process.StandardInput.WriteAsync(markdown);
        process.StandardInput.Close();
        var html = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return XElement.Parse($"<page>{html}</page>");
    }
}
