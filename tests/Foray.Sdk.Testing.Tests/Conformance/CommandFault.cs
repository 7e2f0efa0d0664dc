namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="WatchCommand"/>.</summary>
public enum CommandFault
{
    None,
    EndsWithSomethingElse,
    CallsAFailureDone,
    CallsAFailureWrongUsage,
    BreaksOnWrongUsage,
    TakesWrongUsage,
    ForgetsTheCode,
    ClosesTheOutput,
    WritesBesideIt,
    WritesToTheConsole,
    PrintsTheSecret,
    LogsTheSecret,
    BeginsWhenCancelled,
    IgnoresTheToken,
    CallsCancelledDone,
    EndsByItself,
    RunsAfterSuccessAlone,
    GoesOnAfterwards,
    WorksOnce,
    SharesItsOutput,
}
