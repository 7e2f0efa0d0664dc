namespace Foray.Stations.Programs.Supervision;

/// <summary>Runs programs at this station.</summary>
internal interface IProgramStarter
{
    /// <summary>Starts an incarnation, and returns once it is being run; how it ends is told to the station's programs. A start of an epoch that runs already does nothing.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is no worker for it here.</exception>
    Task StartAsync(ProgramSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Why this station would not take the program (its runtime is missing, it is too large, the station is full); null where it would.</summary>
    Sdk.Diagnostics.Diagnostic? Refusal(ProgramSnapshot snapshot);
}
