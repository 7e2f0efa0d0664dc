namespace Foray.Sdk.Tracking;

/// <summary>Keeps what runs report: given to features by their host.</summary>
public interface IRunTracker
{
    /// <summary>Begins a run, or goes on with one of the same id. When this returns, the run is kept.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">It cannot be kept.</exception>
    ITrackedRun Start(RunStart run);
}
