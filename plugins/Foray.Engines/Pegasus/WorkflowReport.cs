using System.Globalization;
using System.Text;

namespace Foray.Engines.Pegasus;

/// <summary>How a workflow stands, as report.sh tells it.</summary>
internal sealed record WorkflowReport
{
    /// <summary>Exit code of main; null while it has not ended.</summary>
    public int? Main { get; private init; }

    /// <summary>The workflow's submit directory; null while main has named none.</summary>
    public string? Submit { get; private init; }

    /// <summary>Exit code of pegasus-run where it did not start what main had planned; null where it did.</summary>
    public int? Refused { get; private init; }

    /// <summary>True where the workflow is over.</summary>
    public bool IsOver { get; private init; }

    /// <summary>What pegasus-status said last; null where it said nothing.</summary>
    public WorkflowStatus? Status { get; private init; }

    /// <summary>Exit code of pegasus-analyzer, once it was asked.</summary>
    public int? Analyzed { get; private init; }

    /// <summary>True where it succeeded: by its state, and by pegasus-analyzer where that is not told.</summary>
    public bool HasSucceeded => IsOver && (Status?.HasSucceeded ?? Analyzed == 0);

    /// <summary>Reads a report; lines that it cannot read are left out.</summary>
    public static WorkflowReport Parse(string text)
    {
        var report = new WorkflowReport();
        var status = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
                continue;
            var rest = line[(space + 1)..];
            switch (line[..space])
            {
                case "main": report = report with { Main = Code(rest) }; break;
                case "submit": report = report with { Submit = rest }; break;
                case "refused": report = report with { Refused = Code(rest) }; break;
                case "over": report = report with { IsOver = true }; break;
                case "analyzed": report = report with { Analyzed = Code(rest) }; break;
                case "status": status.Append(rest).Append('\n'); break;
            }
        }

        return status.Length == 0 ? report : report with { Status = WorkflowStatus.Parse(status.ToString()) };
    }

    private static int? Code(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
}
