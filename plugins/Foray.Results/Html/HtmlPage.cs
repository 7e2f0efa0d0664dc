using System.Globalization;
using System.Text;
using System.Xml;
using Foray.Sdk.Jobs;

namespace Foray.Results.Html;

/// <summary>The page: a summary, a filter by status, and a table for each suite.</summary>
internal static class HtmlPage
{
    private static readonly (string Title, bool IsNumber)[] Columns =
        [("No.", true), ("Status", false), ("Test", false), ("Time", true), ("Machine", false), ("Attempts", true), ("Processor", true), ("Memory", true)];

    private static readonly XmlWriterSettings Layout = new()
    {
        OmitXmlDeclaration = true,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    public static async Task WriteAsync(string title, JobResults results, Stream target, CancellationToken cancellationToken)
    {
        using var chunk = new Chunk(target);
        var script = PagePart.Load("page.js");
        using (var page = XmlWriter.Create(chunk, Layout))
        {
            page.WriteDocType("html", null, null, null);
            page.Start("html", ("lang", "en"));
            WriteHead(page, title, script);
            page.Start("body");
            WriteSummary(page, title, results);
            page.Start("main");
            var rows = new HtmlRows(page, results.Start);
            foreach (var suite in results.Tests.GroupBy(test => test.Suite))
            {
                StartSuite(page, suite.Key, [.. suite]);
                foreach (var test in suite)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    rows.Write(test);
                    await chunk.PassOnFullAsync(cancellationToken);
                }

                EndSuite(page);
            }

            page.End();
            WriteRaw(page, "script", script);
            page.End();
            page.End();
        }

        chunk.WriteByte((byte)'\n');
        await chunk.PassOnAsync(cancellationToken);
    }

    private static void WriteHead(XmlWriter page, string title, PagePart script)
    {
        var style = PagePart.Load("page.css");
        page.Start("head");
        page.Void("meta", ("charset", "utf-8"));
        page.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src {style.Source}; script-src {script.Source}; base-uri 'none'; form-action 'none'"));
        page.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Text("title", title);
        WriteRaw(page, "style", style);
        page.End();
    }

    private static void WriteRaw(XmlWriter page, string element, PagePart part)
    {
        page.Start(element);
        page.WriteRaw(part.Text);
        page.End();
    }

    private static void WriteSummary(XmlWriter page, string title, JobResults results)
    {
        page.Start("header");
        page.Text("h1", title);
        page.Start("p");
        page.Text("span", Wording.Verdict(results), ("class", results.IsSuccess ? "verdict good" : "verdict bad"));
        page.WriteString(string.Create(CultureInfo.InvariantCulture, $" · {Wording.Counts(results.Tests)} · {Wording.Time(results.Ended - results.Start.Started)} · {results.Start.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        page.End();
        List<(TestStatus Status, int Count)> counts = [.. Enum.GetValues<TestStatus>().Select(status => (status, results.Count(status))).Where(pair => pair.Item2 > 0)];
        if (counts.Count > 0)
        {
            WriteBar(page, counts, results.Tests.Count);
            WriteFilter(page, counts);
        }

        page.End();
    }

    /// <summary>A drawing, because the policy of the page allows no style in attributes.</summary>
    private static void WriteBar(XmlWriter page, IEnumerable<(TestStatus Status, int Count)> counts, int total)
    {
        page.Start("svg", ("class", "bar"), ("viewBox", $"0 0 {total} 1"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"));
        var done = 0;
        foreach (var (status, count) in counts)
        {
            page.Start("rect", ("class", Class(status)), ("x", $"{done}"), ("width", $"{count}"), ("height", "1"));
            page.End();
            done += count;
        }

        page.End();
    }

    private static void WriteFilter(XmlWriter page, IEnumerable<(TestStatus Status, int Count)> counts)
    {
        page.Start("fieldset", ("class", "filter"));
        foreach (var (status, count) in counts)
        {
            page.Start("label", ("class", Class(status)));
            page.Void("input", ("type", "checkbox"), ("id", $"show-{Class(status)}"), ("checked", "checked"));
            page.WriteString($" {count} {Wording.Participle(status)}");
            page.End();
        }

        page.End();
    }

    private static void StartSuite(XmlWriter page, string name, IReadOnlyCollection<TestResult> tests)
    {
        page.WriteString("\n");
        page.Start("section");
        page.Text("h2", name);
        page.Text("p", Wording.Counts(tests));
        page.Start("table");
        page.Start("thead");
        page.Start("tr");
        foreach (var (column, isNumber) in Columns)
            page.Text("th", column, ("scope", "col"), ("class", isNumber ? "number" : null));
        page.End();
        page.End();
        page.Start("tbody");
    }

    private static void EndSuite(XmlWriter page)
    {
        page.End();
        page.End();
        page.End();
    }

    /// <summary>The class of what has a status.</summary>
    public static string Class(TestStatus status) => StatusName.Of(status).ToLowerInvariant();
}
