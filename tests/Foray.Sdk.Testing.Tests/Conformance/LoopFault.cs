namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="Loop"/>.</summary>
public enum LoopFault
{
    None,
    NeedsAStart,
    StopsOnce,
    StartsOnce,
    HangsWhenStopped,
    DrainsForEver,
    StartsNothing,
    BreaksAfterACancelledStart,
    LivesOnTheStartsToken,
    SharesItsState,
}
