using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class BackendConformanceTests
{
    private const string Accepts = "It accepts the same types every time, and at least one";
    private const string Again = "A batch that comes again does what is declared";
    private const string AnyText = "It can write any text";
    private const string BegunAgain = "A run can be begun again";
    private const string Cancelling = "Cancelling ends a write in time";
    private const string Delivered = "A batch is delivered when the write has returned";
    private const string End = "The end of a run leaves what it has";
    private const string Refusals = "What it refuses is told for the last batch alone";
    private const string Stop = "A stop delivers what was accepted";
    private const string Two = "Two instances do not disturb each other";

    public static TheoryData<BackendFault, string[]> Faults => new()
    {
        { BackendFault.AcceptsNothing, [Accepts, Delivered, Stop, Cancelling, Two, Again, BegunAgain, End, Refusals] },
        { BackendFault.AcceptsByMood, [Accepts] },
        { BackendFault.RefusesWhatItAccepts, ["It can write every type that it accepts", AnyText, Refusals] },
        { BackendFault.RefusesNaN, ["It can write any number and step", Refusals] },
        { BackendFault.RefusesHalfPairs, [AnyText] },
        { BackendFault.Buffers, [Delivered, Two, BegunAgain, End] },
        { BackendFault.ForgetsAtTheStop, [Stop] },
        { BackendFault.IgnoresTheToken, [Cancelling] },
        { BackendFault.DeclaresByMood, ["It declares the same delivery every time"] },
        { BackendFault.ClaimsToReplace, [Again] },
        { BackendFault.ClaimsToResume, [Again] },
        { BackendFault.RefusesASecondBegin, [BegunAgain] },
        { BackendFault.ForgetsAtTheEnd, [End] },
        { BackendFault.RepeatsItsRefusals, [Refusals] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(BackendFault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task A_target_that_instances_share_is_caught() => Suite.CatchesAsync(Checks(BackendFault.SharesItsTarget), Two);

    [Fact]
    public Task A_backend_without_a_fault_passes() => Suite.PassesAsync(Checks(BackendFault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(BackendFault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(BackendFault fault) => BackendConformance.Checks(new BackendSubject(_ => new ListBackend(fault))
    {
        Patience = Suite.PatienceOf(fault),
        ReadBackAsync = (backend, _) => Task.FromResult<IReadOnlyList<Metric>>(((ListBackend)backend).Delivered),
    });
}
