namespace Foray.Stations.Programs.Supervision;

/// <summary>An incarnation that a station has begun to start, until its end was told.</summary>
/// <param name="snapshot">What it begins with.</param>
/// <param name="since">When that was.</param>
internal sealed class StartedProgram(ProgramSnapshot snapshot, DateTimeOffset since)
{
    private readonly TaskCompletionSource<ProgramSupervisor> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it begins with.</summary>
    public ProgramSnapshot Snapshot => snapshot;

    /// <summary>Its supervisor, once it runs.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It does not start.</exception>
    public Task<ProgramSupervisor> Started => _started.Task;

    /// <summary>Done when it has ended, and that was told; or when it did not start.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Its present epoch, which is a higher one after a move that did not happen.</summary>
    public long Epoch => Started.IsCompletedSuccessfully ? Started.Result.Epoch : snapshot.Epoch;

    public RunningProgram Describe() =>
        new(snapshot.Id, snapshot.Family, Epoch, snapshot.Package.Runtime, snapshot.Package.Main, since);

    public void Begin(ProgramSupervisor supervisor) => _started.SetResult(supervisor);

    public void Fail(Exception exception)
    {
        _started.SetException(exception);
        // Whoever asked for the start may have given up.
        _ = _started.Task.Exception;
        _ended.SetResult();
    }

    public void End() => _ended.SetResult();
}
