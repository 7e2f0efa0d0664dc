namespace Foray.Stations.Programs.Supervision;

/// <summary>Brings clones to their stations.</summary>
internal interface ICloneSender
{
    /// <summary>Begins a clone at a station. When this returns, the station has stored it, and the ledger knows it.</summary>
    /// <param name="clone">The clone, under its first epoch.</param>
    /// <param name="destination">Name of the station, which may be this one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is no such station, it is away, or it does not take it.</exception>
    Task SendAsync(ProgramSnapshot clone, string destination, CancellationToken cancellationToken);
}
