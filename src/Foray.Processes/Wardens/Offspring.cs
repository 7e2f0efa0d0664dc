namespace Foray.Processes.Wardens;

/// <summary>A program and all that it started. Whoever of them loses its parent becomes a child of this process, so that all are gone when this process has no child.</summary>
internal sealed class Offspring(int leader, long since, TimeProvider time)
{
    private bool _leaderEnded;

    public int Leader => leader;

    /// <summary>How the program ended; see <see cref="ExitStatus"/>.</summary>
    public int Status { get; private set; }

    /// <summary>How long it ran.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>What it used.</summary>
    public ResourceUsage Usage { get; private set; }

    /// <summary>Takes note of all that have ended. True where any still runs.</summary>
    public bool Reap()
    {
        int pid;
        while ((pid = LibC.Reap(-1, out var status, out var usage)) > 0)
        {
            if (pid != leader || _leaderEnded)
                continue;
            _leaderEnded = true;
            (Status, Usage, Elapsed) = (status, usage, time.GetElapsedTime(since));
        }

        return pid == 0;
    }
}
