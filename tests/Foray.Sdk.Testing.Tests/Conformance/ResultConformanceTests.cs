using System.Globalization;
using System.Text;
using Foray.Sdk.Jobs;
using Foray.Sdk.Results;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using TestResult = Foray.Sdk.Jobs.TestResult;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class ResultConformanceTests
{
    public enum Fault
    {
        None,
        NamesAFolder,
        WritesTheTime,
        WritesNothing,
        ClosesTheStream,
        RefusesNaN,
        RefusesNoMachine,
        RefusesNul,
        IgnoresTheToken,
        WritesToTheConsole,
        WritesAnIdForJobs,
        RefusesSkippedTests,
        RefusesNulInJobs,
        ReadsAllOfFiles,
        ClosesTheStreamOfJobs,
        IgnoresTheTokenForJobs,
        BuffersLive,
        ClosesTheLiveStream,
        RefusesNulLive,
    }

    public static TheoryData<Fault, string[]> Faults => new()
    {
        { Fault.NamesAFolder, ["It names a plain file"] },
        { Fault.WritesTheTime, ["The same results give the same bytes"] },
        { Fault.WritesNothing, ["The same results give the same bytes"] },
        { Fault.ClosesTheStream, ["It leaves the stream open"] },
        { Fault.RefusesNaN, ["It can write every outcome"] },
        { Fault.RefusesNoMachine, ["It can write every outcome"] },
        { Fault.RefusesNul, ["It can write any text"] },
        { Fault.IgnoresTheToken, ["Cancelling ends a write in time"] },
        { Fault.WritesToTheConsole, ["It writes nothing to the console"] },
        { Fault.WritesAnIdForJobs, ["The same job gives the same bytes"] },
        { Fault.RefusesSkippedTests, ["It can write every outcome of a job"] },
        { Fault.RefusesNulInJobs, ["It can write a job with any text"] },
        { Fault.ReadsAllOfFiles, ["It survives whatever lies where a test's files were"] },
        { Fault.ClosesTheStreamOfJobs, ["It leaves the stream of a job open"] },
        { Fault.IgnoresTheTokenForJobs, ["Cancelling ends the writing of a job in time"] },
        { Fault.BuffersLive, ["Each test is in the stream when it was added"] },
        { Fault.ClosesTheLiveStream, ["It leaves the stream of a running job open"] },
        { Fault.RefusesNulLive, ["It can write any test while the job runs"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(Fault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task A_writer_without_a_fault_passes() => Suite.PassesAsync(Checks(Fault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(Fault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(Fault fault) =>
        ResultConformance.Checks(new ResultSubject(host => new PlainResults(fault, host)) { Patience = Suite.PatienceOf(fault) });

    private sealed class PlainResults(Fault fault, FakeHost host) : IJobResultWriter
    {
        public string FileName => fault == Fault.NamesAFolder ? "out/results.txt" : "results.txt";

        public async Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken)
        {
            if (fault == Fault.IgnoresTheToken && cancellationToken.IsCancellationRequested)
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            var text = new StringBuilder(results.Name);
            if (fault == Fault.WritesTheTime)
                text.Append(CultureInfo.InvariantCulture, $"{host.Time.GetUtcNow():O}");
            foreach (var row in results.Cases)
            {
                if (fault == Fault.RefusesNaN && row.Outcome.Metrics.Values.Any(double.IsNaN))
                    throw new ArgumentException("not a number");
                text.Append(CultureInfo.InvariantCulture, $"{row.Case} {(fault == Fault.RefusesNoMachine ? row.Machine!.Length : row.Machine)} {row.Outcome.Status}\n");
            }

            if (fault == Fault.RefusesNul && text.ToString().Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException("NUL");
            if (fault != Fault.WritesNothing)
                await target.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            if (fault == Fault.ClosesTheStream)
                await target.DisposeAsync();
        }

        public async Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken)
        {
            if (fault == Fault.IgnoresTheTokenForJobs && cancellationToken.IsCancellationRequested)
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            if (fault == Fault.WritesToTheConsole)
                Console.WriteLine("written");
            var text = new StringBuilder(fault == Fault.WritesAnIdForJobs ? $"{Guid.NewGuid()}" : results.Start.Id);
            foreach (var test in results.Tests)
            {
                if (fault == Fault.RefusesSkippedTests && test.Outcome.Status == TestStatus.Skip && test.Name == "not run")
                    throw new ArgumentException("not run");
                text.Append(CultureInfo.InvariantCulture, $"{test.Name} {test.Outcome.Status}\n");
                if (fault == Fault.ReadsAllOfFiles && Path.Combine(results.Start.Folder, test.Folder ?? "", "stdout") is var file && File.Exists(file))
                    text.Append((await File.ReadAllBytesAsync(file, cancellationToken)).Length);
            }

            if (fault == Fault.RefusesNulInJobs && text.ToString().Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException("NUL");
            await target.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            if (fault == Fault.ClosesTheStreamOfJobs)
                await target.DisposeAsync();
        }

        public bool IsLive => true;

        public ILiveResults Begin(JobStart job, Stream target) => new PlainLive(fault, target);
    }

    private sealed class PlainLive(Fault fault, Stream target) : ILiveResults
    {
        private string _text = "";

        public async Task AddAsync(TestResult test, CancellationToken cancellationToken)
        {
            if (fault == Fault.RefusesNulLive && test.Name.Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException("NUL");
            _text += $"{test.Name}\n";
            if (fault == Fault.BuffersLive)
                return;
            await target.WriteAsync(Encoding.UTF8.GetBytes(_text), cancellationToken);
            _text = "";
        }

        public async Task EndAsync(JobResults results, CancellationToken cancellationToken)
        {
            await target.WriteAsync(Encoding.UTF8.GetBytes(_text), cancellationToken);
            if (fault == Fault.ClosesTheLiveStream)
                await target.DisposeAsync();
        }
    }
}
