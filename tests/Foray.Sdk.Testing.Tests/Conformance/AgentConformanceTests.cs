using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class AgentConformanceTests
{
    private const string Data = "Its data is finite";
    private const string Feeds = "It publishes to declared feeds alone";
    private const string Names = "Its names are valid and different";
    private const string Process = "Every process runs until it is stopped, and ends in time then";
    private const string Same = "Its operations and feeds are the same every time";
    private const string Task_ = "Every task ends";
    private const string Parameters = "Its parameters are declared soundly";
    private const string Startup = "What starts with it takes its startup parameters";
    private const string Fields = "Its blocks have valid fields, the same every time";
    private const string Two = "Two instances do not disturb each other";

    public enum Fault
    {
        None,
        HasAnInvalidName,
        NamesTwoAlike,
        ChangesItsList,
        IgnoresTheStop,
        EndsByItself,
        HasAnEndlessTask,
        GivesNaN,
        PublishesNaN,
        PublishesElsewhere,
        StopsTheOther,
        HasAnUnfitDefault,
        StartsWithAStrayParameter,
        HasAnInvalidField,
        ChangesItsFields,
    }

    public static TheoryData<Fault, string[]> Faults => new()
    {
        { Fault.HasAnInvalidName, [Names] },
        { Fault.NamesTwoAlike, [Names] },
        { Fault.ChangesItsList, [Same] },
        { Fault.IgnoresTheStop, [Process, Data, Feeds, Fields, Two] },
        { Fault.EndsByItself, [Process, Data, Feeds, Fields, Two] },
        { Fault.HasAnEndlessTask, [Task_, Data, Feeds, Fields] },
        { Fault.GivesNaN, [Data] },
        { Fault.PublishesNaN, [Data] },
        { Fault.PublishesElsewhere, [Feeds] },
        { Fault.StopsTheOther, [Two] },
        { Fault.HasAnUnfitDefault, [Parameters] },
        { Fault.StartsWithAStrayParameter, [Startup] },
        { Fault.HasAnInvalidField, [Fields] },
        { Fault.ChangesItsFields, [Fields] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(Fault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task An_agent_without_a_fault_passes() => Suite.PassesAsync(Checks(Fault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(Fault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(Fault fault)
    {
        var others = new List<CancellationTokenSource>();
        return AgentConformance.Checks(new AgentSubject(_ => new Cryostat(fault, others))
        {
            Patience = Suite.PatienceOf(fault),
            Parameters = new Dictionary<string, JsonObject> { ["calibrate"] = new() { ["points"] = 3 } },
        });
    }

    private sealed class Cryostat(Fault fault, List<CancellationTokenSource> running) : IAgent
    {
        private int _readings;

        public IReadOnlyList<AgentOperation> Operations =>
        [
            new("acquire", AgentOperationType.Process, AcquireAsync)
            {
                RunsAtStartup = true,
                StartupParameters = fault == Fault.StartsWithAStrayParameter ? new JsonObject { ["rat"] = 5 } : null,
                Parameters = [new("rate", AgentParameterType.Number) { Default = fault == Fault.HasAnUnfitDefault ? "much" : 5 }],
            },
            new(fault == Fault.HasAnInvalidName ? "calibrate now" : fault == Fault.ChangesItsList && _readings++ > 0 ? "other" : "calibrate", AgentOperationType.Task, CalibrateAsync)
            {
                Parameters = [new("points", AgentParameterType.Integer) { Default = 1 }],
            },
        ];

        IReadOnlyList<AgentFeed> IAgent.Feeds => fault == Fault.NamesTwoAlike ? [new("temperatures"), new("temperatures")] : [new("temperatures") { IsRecorded = true }];

        private async Task<string> AcquireAsync(IAgentSession session, CancellationToken cancellationToken)
        {
            session.AddMessage("acquiring");
            session.Publish(fault == Fault.PublishesElsewhere ? "pressures" : "temperatures", "stage", DateTimeOffset.UnixEpoch, new JsonObject { ["kelvin"] = fault == Fault.PublishesNaN ? double.NaN : 0.1 });
            if (fault == Fault.HasAnInvalidField)
                session.Publish("temperatures", "shield", DateTimeOffset.UnixEpoch, new JsonObject { ["4K"] = 4.2 });
            if (fault == Fault.ChangesItsFields)
                session.Publish("temperatures", "stage", DateTimeOffset.UnixEpoch, new JsonObject { ["kelvin"] = 0.1, ["millikelvin"] = 100 });
            if (fault == Fault.EndsByItself)
                return "done";
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(fault == Fault.IgnoresTheStop ? CancellationToken.None : cancellationToken);
            lock (running)
                running.Add(ending);
            try
            {
                await Task.Delay(Timeout.Infinite, ending.Token);
            }
            catch (OperationCanceledException)
            {
            }

            lock (running)
            {
                running.Remove(ending);
                if (fault == Fault.StopsTheOther)
                    running.ForEach(other => other.Cancel());
            }

            return "stopped";
        }

        private async Task<string> CalibrateAsync(IAgentSession session, CancellationToken cancellationToken)
        {
            if (fault == Fault.HasAnEndlessTask)
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            session.SetData(new JsonObject { ["points"] = session.Parameters["points"]?.DeepClone(), ["fits"] = new JsonArray(1.5, fault == Fault.GivesNaN ? double.PositiveInfinity : 2.0) });
            return "calibrated";
        }
    }
}
