namespace Foray.Stations.Programs.Supervision;

/// <summary>
/// Hears what becomes of the programs of a station. Events of one program come one after the other; those of several programs at once.
/// Whoever hears them keeps them, and tells other stations later: a program waits for each return.
/// </summary>
internal interface IProgramObserver
{
    /// <summary>A program printed something.</summary>
    void Printed(ProgramOutput output);

    /// <summary>A program has left: the destination may have started it already.</summary>
    /// <param name="program">The program as it left.</param>
    /// <param name="destination">Name of the station.</param>
    Task LeftAsync(ProgramSnapshot program, string destination);

    /// <summary>A clone was sent, and may have ended already. Whoever is told of all ends and all clones, in order, never takes a family for ended too early.</summary>
    /// <param name="clone">The clone as it was sent.</param>
    /// <param name="destination">Name of the station.</param>
    Task ClonedAsync(ProgramSnapshot clone, string destination);

    /// <summary>A program has ended. It is in the ledger still, and is to be taken out under its station and epoch. Where the ledger says something else, it goes on elsewhere: a hand-off was decided while its worker ended.</summary>
    Task EndedAsync(ProgramEnd end);
}
