using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class IntegrationConformanceTests
{
    private const string Again = "It can listen again after it was disposed";
    private const string Becomes = "What the framework reports becomes metrics";
    private const string Disposing = "Disposing ends the listening";
    private const string Failing = "A sink that fails is not the framework's trouble";
    private const string LetsGo = "Disposing lets go of the sink";
    private const string Names = "Its metrics have a name, and the sink's run";
    private const string Several = "It listens for several sinks, and ends for one alone";
    private const string Silent = "It writes nothing to the console";
    private const string Twice = "Disposing twice is safe";
    private const string Two = "Two instances do not disturb each other";

    public enum Fault
    {
        None,
        HearsNothing,
        HasNoName,
        KnowsAnotherRun,
        ThrowsIntoTheFramework,
        GivesUpAfterAFailure,
        ListensOn,
        DisposesOnce,
        KeepsTheSink,
        AttachesOnce,
        TellsTheLastSinkAlone,
        EndsForAll,
        EndsForOtherInstances,
        WritesToTheConsole,
    }

    public static TheoryData<Fault, string[]> Faults => new()
    {
        { Fault.HearsNothing, [Becomes, Names, Failing, Disposing, Again, Several, Two, Silent] },
        { Fault.HasNoName, [Names] },
        { Fault.KnowsAnotherRun, [Names] },
        { Fault.ThrowsIntoTheFramework, [Failing] },
        { Fault.GivesUpAfterAFailure, [Failing] },
        { Fault.ListensOn, [Disposing, LetsGo] },
        { Fault.DisposesOnce, [Twice, Several] },
        { Fault.KeepsTheSink, [LetsGo] },
        { Fault.AttachesOnce, [Again, Several] },
        { Fault.TellsTheLastSinkAlone, [Several] },
        { Fault.EndsForAll, [Several] },
        { Fault.EndsForOtherInstances, [Several, Two] },
        { Fault.WritesToTheConsole, [Silent] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(Fault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task An_integration_without_a_fault_passes() => Suite.PassesAsync(Checks(Fault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(Fault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(Fault fault)
    {
        var bell = new Bell();
        return IntegrationConformance.Checks(new IntegrationSubject(host => new BellIntegration(fault, bell, host), bell.Ring) { Patience = Suite.PatienceOf(fault) });
    }

    /// <summary>The framework.</summary>
    private sealed class Bell
    {
        public event Action? Rang;

        public void Ring() => Rang?.Invoke();

        public void Silence() => Rang = null;
    }

    private sealed class BellIntegration(Fault fault, Bell bell, FakeHost host) : IIntegration
    {
        private readonly List<IMetricSink> _kept = [];
        private readonly List<Listening> _listening = [];
        private int _attached;

        public IDisposable Attach(IMetricSink sink)
        {
            if (fault == Fault.KeepsTheSink)
                _kept.Add(sink);
            if (fault == Fault.TellsTheLastSinkAlone)
                _listening.ForEach(other => other.IsMuted = true);
            var listening = new Listening(fault, bell, host, sink) { IsMuted = fault == Fault.HearsNothing || (fault == Fault.AttachesOnce && _attached++ > 0) };
            bell.Rang += listening.Hear;
            _listening.Add(listening);
            listening.OnDispose = () =>
            {
                _listening.Remove(listening);
                if (fault == Fault.EndsForAll)
                    _listening.ForEach(other => other.IsMuted = true);
            };
            return listening;
        }
    }

    private sealed class Listening(Fault fault, Bell bell, FakeHost host, IMetricSink sink) : IDisposable
    {
        private int _disposals;

        public bool IsMuted { get; set; }

        public Action OnDispose { get; set; } = () => { };

        public void Hear()
        {
            if (IsMuted)
                return;
            if (fault == Fault.WritesToTheConsole)
                Console.WriteLine("it rang");
            try
            {
                sink.Log(new Metric(fault == Fault.KnowsAnotherRun ? "run-0" : sink.Run, fault == Fault.HasNoName ? "" : "rings", MetricType.Scalar, host.Time.GetUtcNow()) { Number = 1 });
            }
            catch (DiagnosticException) when (fault != Fault.ThrowsIntoTheFramework)
            {
                IsMuted = fault == Fault.GivesUpAfterAFailure;
            }
        }

        public void Dispose()
        {
            if (fault == Fault.DisposesOnce)
                ObjectDisposedException.ThrowIf(_disposals++ > 0, this);
            if (fault == Fault.ListensOn)
                return;
            OnDispose();
            bell.Rang -= Hear;
            if (fault == Fault.EndsForOtherInstances)
                bell.Silence();
        }
    }
}
