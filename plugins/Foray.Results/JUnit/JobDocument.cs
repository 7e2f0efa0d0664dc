using System.Globalization;
using System.Xml;
using Foray.Sdk.Jobs;

namespace Foray.Results.JUnit;

/// <summary>The results of a job in JUnit's XML, in the shape of Avocado's <c>results.xml</c>.</summary>
internal static class JobDocument
{
    public static async Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken)
    {
        using var chunk = new Chunk(target);
        using (var writer = XmlWriter.Create(chunk, JUnitResults.Layout))
        {
            writer.WriteStartDocument();
            writer.WriteStartElement("testsuites");
            Attribute(writer, "name", Wording.Title(results.Start));
            Attribute(writer, "time", Seconds(results.Ended - results.Start.Started));
            WriteCounts(writer, results.Tests);
            foreach (var suite in results.Tests.GroupBy(test => test.Suite))
            {
                StartSuite(writer, suite.Key, [.. suite]);
                foreach (var test in suite)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    WriteTest(writer, results.Start, test);
                    await chunk.PassOnFullAsync(cancellationToken);
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        chunk.WriteByte((byte)'\n');
        await chunk.PassOnAsync(cancellationToken);
    }

    private static void StartSuite(XmlWriter writer, string name, IReadOnlyList<TestResult> tests)
    {
        writer.WriteStartElement("testsuite");
        Attribute(writer, "name", name);
        WriteCounts(writer, tests);
        Attribute(writer, "skipped", Count(tests, TestStatus.Skip, TestStatus.Cancel));
        Attribute(writer, "time", Seconds(tests.Aggregate(TimeSpan.Zero, (sum, test) => sum + test.Elapsed)));
        Attribute(writer, "timestamp", tests.Min(test => test.Started).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }

    private static void WriteCounts(XmlWriter writer, IReadOnlyList<TestResult> tests)
    {
        Attribute(writer, "tests", tests.Count.ToString(CultureInfo.InvariantCulture));
        Attribute(writer, "errors", Count(tests, TestStatus.Error, TestStatus.Interrupted));
        Attribute(writer, "failures", Count(tests, TestStatus.Fail));
    }

    private static void WriteTest(XmlWriter writer, JobStart job, TestResult test)
    {
        writer.WriteStartElement("testcase");
        Attribute(writer, "classname", test.Suite);
        Attribute(writer, "name", test.Name);
        Attribute(writer, "time", Seconds(test.Elapsed));
        switch (test.Outcome.Status)
        {
            case TestStatus.Pass or TestStatus.Warn:
                break;
            case TestStatus.Skip or TestStatus.Cancel:
                writer.WriteElementString("skipped", PlainText.Of(test.Outcome.Reason ?? ""));
                break;
            case TestStatus.Fail:
                WriteProblem(writer, "failure", job, test);
                break;
            default:
                WriteProblem(writer, "error", job, test);
                break;
        }

        writer.WriteEndElement();
    }

    private static void WriteProblem(XmlWriter writer, string element, JobStart job, TestResult test)
    {
        var reason = PlainText.Of(test.Outcome.Reason ?? "");
        writer.WriteStartElement(element);
        Attribute(writer, "type", StatusName.Of(test.Outcome.Status));
        Attribute(writer, "message", reason);
        writer.WriteString(reason);
        writer.WriteEndElement();
        WriteOutput(writer, "system-out", job, test, "stdout");
        WriteOutput(writer, "system-err", job, test, "stderr");
    }

    private static void WriteOutput(XmlWriter writer, string element, JobStart job, TestResult test, string file)
    {
        if (test.Folder is { } folder && OutputEnd.Of(Path.Combine(job.Folder, folder, file)) is { } end)
            writer.WriteElementString(element, end);
    }

    private static string Count(IReadOnlyList<TestResult> tests, params TestStatus[] statuses) =>
        tests.Count(test => statuses.Contains(test.Outcome.Status)).ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter writer, string name, string value) => writer.WriteAttributeString(name, PlainText.Clean(value));
}
