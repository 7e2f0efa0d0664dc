using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class MachineCollectorConformanceTests
{
    private const string Again = "It measures a machine again when it is asked again";
    private const string Asks = "It measures a machine by asking it";
    private const string Clock = "Its metrics of a machine have a name, the sink's run, and the time of the clock that it is given";

    public enum Fault
    {
        None,
        MeasuresNothing,
        AsksThisComputer,
        UsesTheSystemsClock,
        LeavesAFile,
        MeasuresOnce,
        IgnoresTheToken,
        FailsStrangely,
    }

    public static TheoryData<Fault, string[]> Faults => new()
    {
        { Fault.MeasuresNothing, [Asks, Again] },
        { Fault.AsksThisComputer, [Asks] },
        { Fault.UsesTheSystemsClock, [Clock] },
        { Fault.LeavesAFile, ["It leaves nothing on the machine"] },
        { Fault.MeasuresOnce, [Again] },
        { Fault.IgnoresTheToken, ["Cancelling ends a measurement of a machine in time"] },
        { Fault.FailsStrangely, ["A machine that cannot be reached is a diagnostic"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(Fault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task A_collector_without_a_fault_passes() => Suite.PassesAsync(Checks(Fault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(Fault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(Fault fault) => CollectorConformance.MachineChecks(new CollectorSubject(host => new Clerk(fault, host))
    {
        Patience = Suite.PatienceOf(fault, seconds: 3),
        Prepare = machine => machine.AddProgram("thermometer", "echo 20"),
    });

    /// <summary>Asks a machine for its temperature.</summary>
    private sealed class Clerk(Fault fault, FakeHost host) : IMachineCollector
    {
        private int _measurements;

        public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public async ValueTask CollectAsync(IMachine machine, IMetricSink sink, CancellationToken cancellationToken)
        {
            if (fault == Fault.MeasuresNothing || (fault == Fault.MeasuresOnce && _measurements++ > 0))
                return;
            if (fault != Fault.AsksThisComputer)
                await AskAsync(machine, fault == Fault.IgnoresTheToken ? CancellationToken.None : cancellationToken);
            var time = fault == Fault.UsesTheSystemsClock ? DateTimeOffset.UtcNow : host.Time.GetUtcNow();
            sink.Log(new Metric(sink.Run, "temperature", MetricType.System, time) { Number = 20 });
        }

        private async Task AskAsync(IMachine machine, CancellationToken cancellationToken)
        {
            try
            {
                await machine.ExecuteAsync(new ExecutionRequest(fault == Fault.LeavesAFile ? "thermometer >~/temperature" : "thermometer"), cancellationToken);
            }
            catch (Diagnostics.DiagnosticException error) when (fault == Fault.FailsStrangely)
            {
                throw new InvalidOperationException("no thermometer", error);
            }
        }
    }
}
