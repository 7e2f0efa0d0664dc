using Foray.Sdk.Processes;

namespace Foray.Processes.Wardens;

/// <summary>Ends what is left of a program. Few programs leave anything, so that what this takes is loaded only then.</summary>
internal sealed unsafe class OffspringEnd(Offspring offspring, TimeProvider time)
{
    // Each round kills all that a scan finds; only processes that fork faster than a scan survive several.
    private const int KillRounds = 10;
    private const int MostAtOnce = 256;
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(2);

    private readonly HashSet<ProcessIdentity> _seen = [];

    /// <summary>How many processes still ran when they were to be ended, the program itself not counted.</summary>
    public int LeftRunning => _seen.Count(process => process.Pid != offspring.Leader);

    /// <summary>One that could not be ended; 0 where all have.</summary>
    public int Survivor { get; private set; }

    /// <summary>Asks all to end, waits at most <paramref name="grace"/>, kills, and waits until all are gone.</summary>
    public void Run(TimeSpan grace)
    {
        if (!Ask(grace))
            Kill();
    }

    private bool Ask(TimeSpan grace)
    {
        var asking = time.GetTimestamp();
        var asked = new HashSet<ProcessIdentity>();
        while (offspring.Reap())
        {
            var left = grace - time.GetElapsedTime(asking);
            if (left <= TimeSpan.Zero)
                return false;
            var living = Living();
            foreach (var process in living)
            {
                if (asked.Add(process))
                    Signal(process, ProcessSignal.Terminate);
            }

            WaitForAll(living, left);
        }

        return true;
    }

    private void Kill()
    {
        List<ProcessIdentity> living = [];
        for (var round = 0; round < KillRounds && offspring.Reap(); round++)
        {
            living = Living();
            living.ForEach(process => Signal(process, ProcessSignal.Kill));
            WaitForAll(living, KillPatience);
        }

        if (offspring.Reap())
            Survivor = living.Find(ProcessTable.IsAlive)?.Pid ?? offspring.Leader;
    }

    private List<ProcessIdentity> Living()
    {
        var living = ProcessTable.Descendants(Environment.ProcessId);
        _seen.UnionWith(living);
        return living;
    }

    private static void Signal(ProcessIdentity process, ProcessSignal signal)
    {
        if (ProcessTable.IsAlive(process))
            _ = LibC.Kill(process.Pid, (int)signal);
    }

    private void WaitForAll(List<ProcessIdentity> processes, TimeSpan atMost)
    {
        var since = time.GetTimestamp();
        var count = Math.Min(processes.Count, MostAtOnce);
        var descriptors = stackalloc PollDescriptor[MostAtOnce];
        for (var i = 0; i < count; i++)
            descriptors[i] = new PollDescriptor { Descriptor = Open(processes[i]), Events = LibC.PollIn };
        while (AnyOpen(descriptors, count) && atMost - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero)
        {
            if (LibC.Poll(descriptors, (nuint)count, (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue)) > 0)
                Close(descriptors, count, onlyReady: true);
        }

        Close(descriptors, count, onlyReady: false);
    }

    /// <summary>Negative where it has ended: its number may be another's by now.</summary>
    private static int Open(ProcessIdentity process)
    {
        var pidfd = LibC.OpenPidfd(process.Pid);
        if (pidfd < 0 || ProcessTable.IsAlive(process))
            return pidfd;
        _ = LibC.Close(pidfd);
        return -1;
    }

    private static bool AnyOpen(PollDescriptor* descriptors, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (descriptors[i].Descriptor >= 0)
                return true;
        }

        return false;
    }

    private static void Close(PollDescriptor* descriptors, int count, bool onlyReady)
    {
        for (var i = 0; i < count; i++)
        {
            if (descriptors[i].Descriptor < 0 || (onlyReady && descriptors[i].Ready == 0))
                continue;
            _ = LibC.Close(descriptors[i].Descriptor);
            descriptors[i].Descriptor = -1; // poll passes over it
        }
    }
}
