namespace Foray.Stations.Programs.HandOff;

/// <summary>Moves programs to other stations so that one incarnation of each lives at any time.</summary>
internal interface IHandOff
{
    /// <summary>Hands a program over that waits here. It must not go on until this has returned.</summary>
    /// <param name="snapshot">The program with its state and suitcase of this moment, under its present epoch.</param>
    /// <param name="destination">Name of the station, which may be this one.</param>
    /// <param name="cancellationToken">Gives up where nothing was decided yet.</param>
    Task<HandOffOutcome> MigrateAsync(ProgramSnapshot snapshot, string destination, CancellationToken cancellationToken);
}
