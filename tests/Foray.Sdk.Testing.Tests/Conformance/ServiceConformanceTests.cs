using System.Text.Json.Nodes;
using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class ServiceConformanceTests
{
    private const string AnyForm = "Arguments of any form are answered, or refused by a diagnostic";
    private const string AtOnce = "Sessions can be opened and used at once";
    private const string CallsEnd = "Ending a session ends its calls";
    private const string Cancelling = "Cancelling ends a call in time";
    private const string Ended = "A session that was ended answers no more";
    private const string Methods = "Its methods have different names, the same every time";
    private const string Others = "Ending a session leaves others alone";
    private const string Own = "Every method answers in JSON that is the caller's own";
    private const string Private = "Sessions know nothing of each other";
    private const string Twice = "Ending a session twice is safe";
    private const string Two = "Two instances do not disturb each other";
    private const string Unknown = "An unknown method is a diagnostic";

    public static TheoryData<ServiceFault, string[]> Faults => new()
    {
        { ServiceFault.HasNoMethods, [Methods] },
        { ServiceFault.NamesTwoAlike, [Methods] },
        { ServiceFault.ChangesItsList, [Methods] },
        { ServiceFault.SharesAnAnswer, [Own] },
        { ServiceFault.GivesNaN, [Own] },
        { ServiceFault.RefusesNames, ["A client may have any name"] },
        { ServiceFault.AnswersUnknownMethods, [Unknown] },
        { ServiceFault.BreaksOnUnknownMethods, [Unknown] },
        { ServiceFault.BreaksOnStrangeArguments, [AnyForm] },
        { ServiceFault.TakesWrongArguments, ["Wrong arguments are a diagnostic"] },
        { ServiceFault.OpensForEver, ["Cancelling ends the opening of a session in time"] },
        { ServiceFault.IgnoresTheToken, [Cancelling, AnyForm] },
        { ServiceFault.AnswersAfterTheEnd, [Ended] },
        { ServiceFault.EndsOnce, [Twice] },
        { ServiceFault.LeavesCallsRunning, [CallsEnd] },
        { ServiceFault.EndsAllSessions, [Others] },
        { ServiceFault.OpensOneAtATime, [AtOnce] },
        { ServiceFault.CountsForAll, [Private] },
        { ServiceFault.SharesItsState, [Two] },
        { ServiceFault.WritesToTheConsole, ["It writes nothing to the console"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught(ServiceFault fault, string[] checks) => Task.WhenAll(checks.Select(check => Suite.CatchesAsync(Checks(fault), check)));

    [Fact]
    public Task A_service_without_a_fault_passes() => Suite.PassesAsync(Checks(ServiceFault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(ServiceFault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(ServiceFault fault) => ServiceConformance.Checks(new ServiceSubject(_ => new CounterService(fault))
    {
        Patience = Suite.PatienceOf(fault),
        Arguments = new Dictionary<string, JsonArray> { ["next"] = [1] },
        WrongArguments = new Dictionary<string, JsonArray> { ["next"] = ["x"] },
        Waiting = ["wait"],
        Private = ["next"],
    });
}
