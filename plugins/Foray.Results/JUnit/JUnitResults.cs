using System.Globalization;
using System.Text;
using System.Xml;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Results.JUnit;

/// <summary>Results in JUnit's XML as Jenkins reads it: an experiment or a suite of a job is a suite, a row or a test a test case.</summary>
[Plugin("junit")]
public class JUnitResults : IJobResultWriter
{
    internal static readonly XmlWriterSettings Layout = new()
    {
        Indent = true,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <inheritdoc/>
    public string FileName => "results.xml";

    /// <inheritdoc/>
    public Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken) => JobDocument.WriteAsync(results, target, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Layout))
        {
            writer.WriteStartDocument();
            writer.WriteStartElement("testsuites");
            Attribute(writer, "name", results.Name);
            Attribute(writer, "time", Seconds(results.Ended - results.Started));
            WriteCounts(writer, results.Cases);
            foreach (var suite in results.Cases.GroupBy(row => row.Experiment))
            {
                cancellationToken.ThrowIfCancellationRequested();
                WriteSuite(writer, results, suite.Key, [.. suite]);
            }

            writer.WriteEndElement();
        }

        buffer.WriteByte((byte)'\n');
        return target.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).AsTask();
    }

    private static void WriteSuite(XmlWriter writer, RunResults results, string experiment, IReadOnlyList<CaseResult> rows)
    {
        writer.WriteStartElement("testsuite");
        Attribute(writer, "name", experiment);
        WriteCounts(writer, rows);
        Attribute(writer, "skipped", Count(rows, RowStatus.Skipped));
        Attribute(writer, "time", Seconds(rows.Aggregate(TimeSpan.Zero, (sum, row) => sum + row.Outcome.Elapsed)));
        Attribute(writer, "timestamp", rows.Min(row => row.Outcome.Started).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        foreach (var row in rows)
            WriteCase(writer, results, row);
        writer.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter writer, IReadOnlyList<CaseResult> rows)
    {
        Attribute(writer, "tests", rows.Count.ToString(CultureInfo.InvariantCulture));
        Attribute(writer, "failures", Count(rows, RowStatus.Failed));
        Attribute(writer, "errors", Count(rows, RowStatus.TimedOut, RowStatus.Interrupted));
    }

    private static void WriteCase(XmlWriter writer, RunResults results, CaseResult row)
    {
        writer.WriteStartElement("testcase");
        Attribute(writer, "classname", $"{results.Name}.{row.Experiment}");
        Attribute(writer, "name", row.Machine is null ? row.Case : $"{row.Case} on {row.Machine}");
        Attribute(writer, "time", Seconds(row.Outcome.Elapsed));
        switch (row.Outcome.Status)
        {
            case RowStatus.Passed:
                break;
            case RowStatus.Skipped:
                writer.WriteElementString("skipped", PlainText.Clean(row.Outcome.Message ?? ""));
                break;
            case RowStatus.Failed:
                WriteProblem(writer, "failure", results, row);
                break;
            default:
                WriteProblem(writer, "error", results, row);
                break;
        }

        if (row.Outcome.Metrics.Count > 0)
            writer.WriteElementString("system-out", PlainText.Clean(Metrics(row.Outcome.Metrics)));
        writer.WriteEndElement();
    }

    private static void WriteProblem(XmlWriter writer, string element, RunResults results, CaseResult row)
    {
        writer.WriteStartElement(element);
        Attribute(writer, "type", StatusName.Of(row.Outcome.Status));
        Attribute(writer, "message", row.Outcome.Message ?? "");
        var text = new StringBuilder(row.Outcome.Message);
        foreach (var script in row.Outcome.Scripts)
            if (script.Status > RowStatus.Skipped
                && OutputEnd.Of(Path.Combine(results.OutputFolder, row.Folder, script.Name, "stderr")) is { } stderr)
                text.Append('\n').Append(script.Name).Append(" wrote to stderr:\n").Append(stderr);
        writer.WriteString(PlainText.Clean(text.ToString()));
        writer.WriteEndElement();
    }

    private static string Metrics(IReadOnlyDictionary<string, double> metrics) => string.Join('\n',
        metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key}={metric.Value:R}")));

    private static string Count(IReadOnlyList<CaseResult> rows, params RowStatus[] statuses) =>
        rows.Count(row => statuses.Contains(row.Outcome.Status)).ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter writer, string name, string value) => writer.WriteAttributeString(name, PlainText.Clean(value));
}
