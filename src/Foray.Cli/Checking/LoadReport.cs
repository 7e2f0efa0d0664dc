using System.Text;
using System.Text.Json;
using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Checking;

/// <summary>What a process that loads a package tells the one that started it: a file of lines, because plugins may write to the standard streams, and may end the process at any time.</summary>
/// <param name="path">The file.</param>
internal sealed class LoadReport(string path)
{
    private const string Begin = "begin ";
    private const string End = "end";

    /// <summary>Tells what is about to be done.</summary>
    public void Write(string step) => Append(Begin + step);

    /// <summary>Tells what went wrong.</summary>
    public void Write(IReadOnlyList<Diagnostic> problems) => Append(DiagnosticJson.Format(problems).ReplaceLineEndings(""));

    /// <summary>Tells that all was done.</summary>
    public void WriteEnd() => Append(End);

    /// <summary>Reads what was told.</summary>
    /// <param name="unfinished">The step that was begun last; null where all was done.</param>
    /// <param name="steps">Number of steps that were begun.</param>
    public IReadOnlyList<Diagnostic> Read(out string? unfinished, out int steps)
    {
        (unfinished, steps) = ("start", 0);
        var problems = new List<Diagnostic>();
        foreach (var line in File.ReadAllLines(path))
        {
            if (line == End)
                unfinished = null;
            else if (line.StartsWith(Begin, StringComparison.Ordinal))
                (unfinished, steps) = (line[Begin.Length..], steps + 1);
            else
                problems.AddRange(Parse(line));
        }

        return problems;
    }

    private void Append(string line) => File.AppendAllText(path, line + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static IEnumerable<Diagnostic> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var problem in document.RootElement.EnumerateArray())
        {
            yield return new Diagnostic(problem.GetProperty("code").GetString()!,
                problem.GetProperty("severity").GetString() == "error" ? Severity.Error : Severity.Warning, null,
                problem.GetProperty("message").GetString()!, problem.GetProperty("remedy").GetString());
        }
    }
}
