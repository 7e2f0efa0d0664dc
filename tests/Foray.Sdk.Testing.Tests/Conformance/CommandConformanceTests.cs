using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class CommandConformanceTests
{
    private const string Beside = "It leaves alone the folder that Foray runs in";
    private const string CtrlC = "Ctrl-C ends it in time, and not as done";
    private const string Done = "What is done ends with 0";
    private const string Failed = "What failed ends with 1";
    private const string Secret = "It tells no secret";
    private const string Two = "Two instances do not disturb each other";
    private const string Usage = "Wrong usage is a diagnostic";

    public static TheoryData<CommandFault, string> Faults => new()
    {
        { CommandFault.EndsWithSomethingElse, Done },
        { CommandFault.CallsAFailureDone, Failed },
        { CommandFault.CallsAFailureWrongUsage, Failed },
        { CommandFault.BreaksOnWrongUsage, Usage },
        { CommandFault.TakesWrongUsage, Usage },
        { CommandFault.ForgetsTheCode, Usage },
        { CommandFault.ClosesTheOutput, "It leaves standard output open" },
        { CommandFault.WritesBesideIt, Beside },
        { CommandFault.WritesToTheConsole, "It writes nothing to the console" },
        { CommandFault.PrintsTheSecret, Secret },
        { CommandFault.LogsTheSecret, Secret },
        { CommandFault.BeginsWhenCancelled, "A command that is cancelled before it begins ends in time" },
        { CommandFault.IgnoresTheToken, CtrlC },
        { CommandFault.CallsCancelledDone, CtrlC },
        { CommandFault.EndsByItself, CtrlC },
        { CommandFault.RunsAfterSuccessAlone, "It can run after a command that ended anyhow" },
        { CommandFault.GoesOnAfterwards, "Cancelling ends its work after a command in time" },
        { CommandFault.WorksOnce, Two },
        { CommandFault.SharesItsOutput, Two },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_caught(CommandFault fault, string check)
    {
        var beside = $"kit-{Guid.NewGuid():N}";
        try
        {
            await Suite.CatchesAsync(Checks(fault, beside), check);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    [Fact]
    public Task A_command_without_a_fault_passes() => Suite.PassesAsync(Checks(CommandFault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(CommandFault.None), Faults.Select(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(CommandFault fault, string file = "notes") => CommandConformance.Checks(new CommandSubject(host => new WatchCommand(fault, host, file))
    {
        Failing = host => new WatchCommand(fault, host, "empty"),
        Misused = host => new WatchCommand(fault, host, "missing"),
        Endless = host => new WatchCommand(fault, host, file, waits: true),
        Prepare = folder =>
        {
            File.WriteAllText(Path.Combine(folder, file), "text");
            File.WriteAllText(Path.Combine(folder, "empty"), "");
        },
        Secrets = [WatchCommand.Secret],
        Patience = Suite.PatienceOf(fault),
    });
}
