namespace Foray.Tracking.Server;

/// <summary>Another writer of the store, in the same process, whose runs clients log to as well.</summary>
public interface IRunOwner
{
    /// <summary>Whether a run begins and ends when the owner says so: the status that clients give it is taken and changes nothing.</summary>
    bool Owns(string run);

    /// <summary>Waits until the store has what the owner has told of a run when clients come to know of it. Asked for every call about a run, of any writer.</summary>
    ValueTask SettleAsync(string run, CancellationToken cancellationToken);
}
