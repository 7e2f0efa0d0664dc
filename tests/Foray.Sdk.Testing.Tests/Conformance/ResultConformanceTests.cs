using System.Globalization;
using System.Text;
using Foray.Sdk.Results;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

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

    private sealed class PlainResults(Fault fault, FakeHost host) : IResultWriter
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
    }
}
