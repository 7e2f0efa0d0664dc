using System.Globalization;
using System.Text;
using Foray.Sdk.Jobs;

namespace Foray.Results.Tap;

/// <summary>Lines of TAP, each with its end.</summary>
internal static class TapLines
{
    /// <summary>The first line.</summary>
    public const string Version = "TAP version 14\n";

    private const int MostOfReason = 4096;

    /// <summary>The plan, which may stand behind the tests.</summary>
    public static string End(JobResults results)
    {
        var early = results.End == JobEnd.Completed ? "" : $"# The job {Wording.Verdict(results)}\n";
        return early + (results.Tests.Count == 0 ? "1..0 # SKIP there are no tests\n" : string.Create(CultureInfo.InvariantCulture, $"1..{results.Tests.Count}\n"));
    }

    /// <summary>A test, with what is known where it did not simply pass.</summary>
    public static string Of(int number, string name, TestResult test)
    {
        var lines = new StringBuilder(test.Outcome.IsSuccess ? "ok " : "not ok ").Append(CultureInfo.InvariantCulture, $"{number}");
        if (Escape(PlainText.Line(name)) is { Length: > 0 } description)
            lines.Append(" - ").Append(description);
        switch (test.Outcome.Status)
        {
            case TestStatus.Pass:
                lines.Append('\n');
                break;
            case TestStatus.Skip or TestStatus.Cancel:
                lines.Append($" # SKIP {PlainText.Line(PlainText.Cut(PlainText.Of(test.Outcome.Reason ?? ""), MostOfReason))}".TrimEnd()).Append('\n');
                break;
            default:
                lines.Append('\n');
                AppendDiagnostic(lines, test);
                break;
        }

        return lines.ToString();
    }

    private static void AppendDiagnostic(StringBuilder lines, TestResult test)
    {
        lines.Append("  ---\n");
        if (test.Outcome.Reason is { } reason)
            lines.Append("  message: ").Append(Quote(PlainText.Cut(PlainText.Of(reason), MostOfReason))).Append('\n');
        lines.Append("  severity: ").Append(StatusName.Of(test.Outcome.Status)).Append('\n');
        lines.Append(CultureInfo.InvariantCulture, $"  duration_ms: {test.Elapsed.TotalMilliseconds:0.###}\n");
        if (test.Folder is { } folder)
            lines.Append("  files: ").Append(Quote(PlainText.Of(folder))).Append('\n');
        lines.Append("  ...\n");
    }

    /// <summary>A number sign begins a directive, unless it is escaped.</summary>
    private static string Escape(string description) =>
        description.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("#", @"\#", StringComparison.Ordinal);

    /// <summary>Text as a double-quoted scalar of YAML 1.2: one line, with escapes for what is not printable there.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\n' => quoted.Append(@"\n"),
                '\r' => quoted.Append(@"\r"),
                '\t' => quoted.Append(@"\t"),
                (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029' or '\ufeff' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
