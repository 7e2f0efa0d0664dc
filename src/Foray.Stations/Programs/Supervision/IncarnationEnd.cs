using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Supervision;

/// <summary>How the run of an incarnation ended, where that is the end of the program.</summary>
/// <param name="Kind">How.</param>
/// <param name="Reason">Why it was ended, or what its worker left; null where it ended by itself.</param>
internal sealed record IncarnationEnd(ProgramEndKind Kind, string? Reason = null)
{
    /// <summary>What it raised.</summary>
    public ProgramError? Error { get; init; }

    /// <summary>Its instance at the end, where that could be captured.</summary>
    public ProgramState? State { get; init; }

    /// <summary>The end that a worker told itself.</summary>
    public static IncarnationEnd Of(WorkerMessage.Done done) => new(done.End switch
    {
        DoneEnd.Returned => ProgramEndKind.Returned,
        DoneEnd.Exited => ProgramEndKind.Exited,
        _ => ProgramEndKind.Raised,
    })
    {
        Error = done.Error,
        State = done.State,
    };
}
