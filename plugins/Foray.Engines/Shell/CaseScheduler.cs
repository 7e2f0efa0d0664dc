using System.Collections.Concurrent;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Shell;

/// <summary>Gives the cases of a run to as many workers as may run at once.</summary>
internal sealed class CaseScheduler(ShellRun shell)
{
    /// <summary>Runs all cases, and returns when nothing of them runs any more.</summary>
    public async Task RunAsync()
    {
        var workers = shell.Options.RunOn == MachineChoice.Any ? OnAny() : OnAll();
        await Task.WhenAll(workers.ToArray());
        await shell.Inputs.RemoveAsync(shell);
    }

    private IEnumerable<Task> OnAll()
    {
        var cases = new ConcurrentQueue<ICase>(shell.Run.Cases);
        return Workers(cases.Count, null, cases);
    }

    /// <summary>Every machine takes the cases it has begun before, then whatever comes next.</summary>
    private IEnumerable<Task> OnAny()
    {
        var begun = shell.Run.Cases.ToLookup(work => work.Rows[0].Machine?.Name);
        var open = new ConcurrentQueue<ICase>(begun[null]);
        var most = open.Count;
        var candidates = open.TryPeek(out var first) ? first.Plan.Machines : [];
        foreach (var name in candidates.Union(begun.Select(group => group.Key).OfType<string>()))
        {
            var own = new ConcurrentQueue<ICase>(begun[name]);
            var tasks = candidates.Contains(name)
                ? Workers(own.Count + most, shell.Run.Machines[name], own, open)
                : Workers(own.Count, shell.Run.Machines[name], own);
            foreach (var task in tasks)
                yield return task;
        }
    }

    private IEnumerable<Task> Workers(int cases, IMachine? machine, params ConcurrentQueue<ICase>[] queues) =>
        Enumerable.Range(0, Math.Min(cases, shell.Options.Parallel)).Select(_ => Task.Run(() => WorkAsync(machine, queues)));

    private async Task WorkAsync(IMachine? machine, ConcurrentQueue<ICase>[] queues)
    {
        try
        {
            foreach (var queue in queues)
                while (!shell.HasEnded && queue.TryDequeue(out var work))
                    await new CaseRunner(shell, work, machine).RunAsync();
        }
        catch (Exception fault)
        {
            shell.Abort(fault);
        }
    }
}
