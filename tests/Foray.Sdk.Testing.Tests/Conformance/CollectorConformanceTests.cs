using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class CollectorConformanceTests
{
    private const string Again = "It measures again when it is asked again";
    private const string Measures = "It measures something, and comes to an end";

    public enum Fault
    {
        None,
        MeasuresNothing,
        NeverEnds,
        HasNoName,
        KnowsAnotherRun,
        UsesTheSystemsClock,
        HasANegativeInterval,
        IgnoresTheToken,
        MeasuresOnce,
    }

    public static TheoryData<Fault, string[]> Faults => new()
    {
        { Fault.MeasuresNothing, [Measures, Again] },
        { Fault.NeverEnds, [Measures, "Its metrics have a name, and the sink's run", "Its times come from the clock that it is given", Again] },
        { Fault.HasNoName, ["Its metrics have a name, and the sink's run"] },
        { Fault.KnowsAnotherRun, ["Its metrics have a name, and the sink's run"] },
        { Fault.UsesTheSystemsClock, ["Its times come from the clock that it is given"] },
        { Fault.HasANegativeInterval, ["Its interval is not negative"] },
        { Fault.IgnoresTheToken, ["Cancelling ends a measurement in time"] },
        { Fault.MeasuresOnce, [Again] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(Fault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task A_collector_without_a_fault_passes() => Suite.PassesAsync(Checks(Fault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(Fault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(Fault fault) =>
        CollectorConformance.Checks(new CollectorSubject(host => new Thermometer(fault, host)) { Patience = Suite.PatienceOf(fault) });

    private sealed class Thermometer(Fault fault, FakeHost host) : ICollector
    {
        private int _measurements;

        public TimeSpan Interval => TimeSpan.FromSeconds(fault == Fault.HasANegativeInterval ? -1 : 5);

        public async ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
        {
            if (cancellationToken.IsCancellationRequested ? fault == Fault.IgnoresTheToken : fault == Fault.NeverEnds)
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (fault == Fault.MeasuresNothing || (fault == Fault.MeasuresOnce && _measurements++ > 0))
                return;
            var time = fault == Fault.UsesTheSystemsClock ? DateTimeOffset.UtcNow : host.Time.GetUtcNow();
            sink.Log(new Metric(fault == Fault.KnowsAnotherRun ? "run-1" : sink.Run, fault == Fault.HasNoName ? "" : "temperature", MetricType.System, time) { Number = 20 });
        }
    }
}
