using System.Globalization;
using System.Runtime.InteropServices;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>Ends process groups and marked processes until none is left.</summary>
internal sealed class Termination(ProcessWaiter waiter, TimeProvider time)
{
    // Each round kills all that a scan finds; only processes that fork faster than a scan survive several.
    private const int KillRounds = 10;
    private const int Looks = 3;
    private static readonly TimeSpan AskingInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Signals the group that the process leads or led.</summary>
    public static void SignalGroup(ProcessIdentity leader, ProcessSignal signal)
    {
        if (ProcessTable.OwnsGroup(leader))
            _ = LibC.Kill(-leader.Pid, (int)signal);
    }

    /// <summary>Says that a process lives on after it was killed.</summary>
    public static DiagnosticException CannotEnd(int pid) => CannotEnd(pid.ToString(CultureInfo.InvariantCulture), "it lives on after it was killed");

    /// <summary>Asks the group and the marked processes to end, waits at most <paramref name="grace"/>, kills, and waits until all are gone.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndAsync(ProcessIdentity? leader, Mark? mark, TimeSpan grace, CancellationToken cancellationToken)
    {
        var target = new Target(leader, mark);
        if (!await AskAsync(target, grace, cancellationToken))
            await KillAsync(target, cancellationToken);
        return target.Seen;
    }

    private async Task<bool> AskAsync(Target target, TimeSpan grace, CancellationToken cancellationToken)
    {
        using var graceOver = new CancellationTokenSource(grace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(graceOver.Token, cancellationToken);
        var asked = new HashSet<ProcessIdentity>();
        var living = target.Living();
        if (living.Count > 0)
            target.SignalGroups(ProcessSignal.Terminate);
        for (; living.Count > 0; living = await LookAgainAsync(target, cancellationToken))
        {
            // The group has been asked as a whole; its members are not asked again one by one in the first round.
            var asGroup = asked.Count == 0 ? target.Members() : [];
            foreach (var process in living.Where(asked.Add))
            {
                if (!asGroup.Contains(process))
                    Signal(process, ProcessSignal.Terminate);
            }

            try
            {
                await AllGoneAsync(living, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }

        return true;
    }

    private async Task KillAsync(Target target, CancellationToken cancellationToken)
    {
        for (var round = 0; round < KillRounds; round++)
        {
            target.SignalGroups(ProcessSignal.Kill);
            var living = await LookAgainAsync(target, cancellationToken);
            if (living.Count == 0)
                return;
            foreach (var process in living)
            {
                if (!Signal(process, ProcessSignal.Kill))
                    throw CannotEnd([process], Marshal.GetLastPInvokeErrorMessage());
            }

            await AllGoneAsync(living, cancellationToken);
        }

        if (target.Living() is { Count: > 0 } survivors)
            throw CannotEnd(survivors, "new ones start faster than they can be killed");
    }

    // The system shows no environment in the middle of an exec, so that one look is not enough to say that nothing is left of what was there.
    private async Task<HashSet<ProcessIdentity>> LookAgainAsync(Target target, CancellationToken cancellationToken)
    {
        var living = target.Living();
        for (var looks = 1; living.Count == 0 && looks < Looks; looks++)
        {
            await Task.Delay(LookInterval, time, cancellationToken);
            living = target.Living();
        }

        return living;
    }

    /// <summary>False where the process lives but may not be signalled.</summary>
    private static bool Signal(ProcessIdentity process, ProcessSignal signal) =>
        !ProcessTable.IsAlive(process)
        || LibC.Kill(process.Pid, (int)signal) == 0
        || Marshal.GetLastPInvokeError() == LibC.NoSuchProcess;

    private async Task AllGoneAsync(HashSet<ProcessIdentity> processes, CancellationToken cancellationToken)
    {
        await Task.WhenAll(processes.Select(process => waiter.WaitAsync(process, cancellationToken)));
        if (!ProcessTable.Exists)
            await Task.Delay(AskingInterval, time, cancellationToken); // the leader stands for a group whose members nobody lists
    }

    private static DiagnosticException CannotEnd(IEnumerable<ProcessIdentity> processes, string reason) =>
        CannotEnd(string.Join(", ", processes.Select(process => process.Pid)), reason);

    private static DiagnosticException CannotEnd(string pids, string reason) =>
        new(Diagnostic.Error("FORAY303", $"cannot end process {pids}: {reason}", "end it by hand, then run the command again"));

    /// <summary>What is to be ended: a group, everything that bears the mark, and the groups that marked processes lead: a member may have cleared its environment.</summary>
    private sealed class Target(ProcessIdentity? leader, Mark? mark)
    {
        private readonly HashSet<ProcessIdentity> _leaders = leader is null ? [] : [leader];
        private readonly HashSet<ProcessIdentity> _seen = [];

        /// <summary>How many were found living.</summary>
        public int Seen => _seen.Count;

        /// <summary>Those that live now. A leader that was seen once is remembered when it has gone before its group.</summary>
        public HashSet<ProcessIdentity> Living()
        {
            var living = new HashSet<ProcessIdentity>();
            if (mark is { } marked)
                living.UnionWith(ProcessTable.Marked(marked.Variable, marked.Value));
            _leaders.UnionWith(living.Where(process => ProcessTable.Members(process).Any()));
            living.UnionWith(Members());
            _seen.UnionWith(living);
            return living;
        }

        /// <summary>The members of all groups.</summary>
        public HashSet<ProcessIdentity> Members() => [.. Groups().SelectMany(group => ProcessTable.Exists ? ProcessTable.Members(group) : [group])];

        public void SignalGroups(ProcessSignal signal)
        {
            foreach (var group in Groups())
                SignalGroup(group, signal);
        }

        private IEnumerable<ProcessIdentity> Groups() => _leaders.Where(group => ProcessTable.OwnsGroup(group) && ProcessTable.IsKnown(-group.Pid));
    }
}
