using System.Globalization;
using System.Xml;
using Foray.Sdk.Jobs;

namespace Foray.Results.Html;

/// <summary>The rows of the page's tables, a test each.</summary>
internal sealed class HtmlRows(XmlWriter page, JobStart job)
{
    /// <summary>So many tests are shown with what they wrote: a page of hundreds of megabytes opens nowhere.</summary>
    private const int MostWithOutput = 500;

    private const int MostOfReason = 4096;
    private static readonly string[] Outputs = ["stderr", "stdout"];
    private static readonly string[] Files = ["debug.log", "stderr", "stdout"];
    private int _withOutput;

    public void Write(TestResult test)
    {
        page.WriteString("\n");
        page.Start("tr", ("class", HtmlPage.Class(test.Outcome.Status)));
        WriteNumber(test);
        page.Text("td", StatusName.Of(test.Outcome.Status), ("class", "status"), ("data-key", $"{(int)test.Outcome.Status}"));
        WriteTest(test);
        Cell(Wording.Time(test.Elapsed), test.Elapsed.TotalSeconds);
        page.Text("td", test.Machine ?? "");
        WriteAttempts(test);
        var resources = test.Outcome.Resources;
        Cell(resources is null ? "" : Wording.Time(resources.User + resources.System), resources is null ? 0 : (resources.User + resources.System).TotalSeconds);
        Cell(resources is null ? "" : Wording.Size(resources.PeakMemory), resources?.PeakMemory ?? 0);
        page.End();
    }

    private void WriteNumber(TestResult test)
    {
        page.Start("td", ("class", "number"), ("data-key", Number(test.Number)));
        if (test.Folder is { } folder)
            page.Text("a", Number(test.Number), ("href", Markup.Link(folder) + "/"));
        else
            page.WriteString(Number(test.Number));
        page.End();
    }

    private void WriteTest(TestResult test)
    {
        page.Start("td", ("class", "test"));
        page.Text("span", test.Name);
        if (test.Variant.Count > 0)
            page.Text("div", string.Join(", ", test.Variant.Select(parameter => $"{parameter.Key}={parameter.Value}")), ("class", "variant"));
        if (test.Outcome.Reason is { Length: > 0 } reason)
            page.Text("div", PlainText.Cut(PlainText.Of(reason), MostOfReason), ("class", "reason"));
        if (!test.Outcome.IsSuccess && test.Folder is { } folder)
            WriteDetails(folder);
        page.End();
    }

    private void WriteDetails(string folder)
    {
        page.Start("details");
        page.Text("summary", "Output and files");
        page.Start("dl");
        if (_withOutput++ < MostWithOutput)
            foreach (var name in Outputs)
                if (OutputEnd.Of(Path.Combine(job.Folder, folder, name)) is { } end)
                    WriteOutput(name, end);
        foreach (var name in Files.Where(name => File.Exists(Path.Combine(job.Folder, folder, name))))
        {
            page.Start("dd");
            page.Text("a", name, ("href", Markup.Link(folder, name)));
            page.End();
        }

        page.End();
        page.End();
    }

    private void WriteOutput(string name, string end)
    {
        page.Text("dt", $"The end of {name}");
        page.Start("dd");
        page.Text("pre", end);
        page.End();
    }

    private void WriteAttempts(TestResult test)
    {
        page.Start("td", ("class", "number"), ("data-key", Number(test.Attempts)));
        page.WriteString(Number(test.Attempts));
        if (test.IsFlaky)
            page.Text("span", " flaky", ("class", "flaky"));
        page.End();
    }

    private void Cell(string text, double key) =>
        page.Text("td", text, ("class", "number"), ("data-key", key.ToString("0.######", CultureInfo.InvariantCulture)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
