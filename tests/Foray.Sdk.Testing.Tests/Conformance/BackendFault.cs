namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="ListBackend"/>.</summary>
public enum BackendFault
{
    None,
    AcceptsNothing,
    AcceptsByMood,
    RefusesWhatItAccepts,
    RefusesNaN,
    RefusesHalfPairs,
    Buffers,
    ForgetsAtTheStop,
    IgnoresTheToken,
    SharesItsTarget,
    DeclaresByMood,
    ClaimsToReplace,
    ClaimsToResume,
    RefusesASecondBegin,
    ForgetsAtTheEnd,
    RepeatsItsRefusals,
}
