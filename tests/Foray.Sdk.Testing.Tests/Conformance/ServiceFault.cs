namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="CounterService"/>.</summary>
public enum ServiceFault
{
    None,
    HasNoMethods,
    NamesTwoAlike,
    ChangesItsList,
    SharesAnAnswer,
    GivesNaN,
    RefusesNames,
    AnswersUnknownMethods,
    BreaksOnUnknownMethods,
    BreaksOnStrangeArguments,
    TakesWrongArguments,
    OpensForEver,
    IgnoresTheToken,
    AnswersAfterTheEnd,
    EndsOnce,
    LeavesCallsRunning,
    EndsAllSessions,
    OpensOneAtATime,
    CountsForAll,
    SharesItsState,
    WritesToTheConsole,
}
