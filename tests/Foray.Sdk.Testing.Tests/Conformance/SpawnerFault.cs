namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="PoolSpawner"/>.</summary>
public enum SpawnerFault
{
    None,
    GivesWhatDoesNotWork,
    GivesOneToAll,
    IgnoresTheToken,
    WaitsForEver,
    LosesWhatIsCancelled,
    GivesMoreThanThereAre,
    LosesWhatComesBack,
    LeavesItsFolder,
    CountsWhatComesBackTwice,
    ReleasesOnce,
    ReleasesForEver,
    ThrowsWhatIsNoDiagnostic,
    LeavesAFailedAttempt,
    EndsOthersMachines,
    WritesToTheConsole,
}
