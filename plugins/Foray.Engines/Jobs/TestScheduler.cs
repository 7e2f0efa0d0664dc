using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Engines.Jobs;

/// <summary>Gives tests to machines: every machine takes those that are its own, then whatever comes next.</summary>
internal sealed class TestScheduler(TestRun tests)
{
    /// <summary>Runs all tests, and returns when nothing of them runs any more.</summary>
    public Task RunAsync()
    {
        var rows = tests.Run.Cases.SelectMany(test => test.Rows).ToList();
        var open = new ConcurrentQueue<IRow>(rows.Where(row => row.Machine is null));
        var own = rows.Where(row => row.Machine is not null).ToLookup(row => row.Machine!.Name, StringComparer.Ordinal);
        var candidates = open.TryPeek(out var first) ? first.Case.Machines : [];
        return Task.WhenAll(candidates.Union(own.Select(group => group.Key)).SelectMany(name =>
            Workers(tests.Run.Machines[name], new ConcurrentQueue<IRow>(own[name]), candidates.Contains(name) ? open : [])).ToArray());
    }

    private IEnumerable<Task> Workers(IMachine machine, ConcurrentQueue<IRow> own, ConcurrentQueue<IRow> open) =>
        Enumerable.Range(0, Math.Min(own.Count + open.Count, tests.Options.Parallel)).Select(_ => Task.Run(() => WorkAsync(machine, own, open)));

    private async Task WorkAsync(IMachine machine, ConcurrentQueue<IRow> own, ConcurrentQueue<IRow> open)
    {
        var slot = tests.Bench.OpenSlot();
        try
        {
            while (!tests.HasEnded && (own.TryDequeue(out var row) || open.TryDequeue(out row)))
                await new TestRow(tests, row, machine, slot).RunAsync();
        }
        catch (Exception fault)
        {
            tests.Abort(fault);
        }
        finally
        {
            await CloseAsync(slot);
        }
    }

    private async Task CloseAsync(ITestSlot slot)
    {
        try
        {
            await slot.DisposeAsync();
        }
        catch (DiagnosticException failure)
        {
            tests.NoteFaults(failure);
        }
    }
}
