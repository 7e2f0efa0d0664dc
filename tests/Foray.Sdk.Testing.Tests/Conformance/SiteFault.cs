namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="FaultySite"/>.</summary>
public enum SiteFault
{
    None,
    ChangesItsSpecification,
    RecordsNothing,
    MakesNothing,
    MakesMachinesAnew,
    KeepsMachinesInMemory,
    TakesNothingDown,
    GoesDownOnce,
    TakesAllDown,
}
