using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;

namespace Foray.Sites;

/// <summary>Work on several machines, in steps. What goes wrong with one machine ends the work on that one, and keeps nothing from the others.</summary>
internal sealed class MachineWork<T>(IReadOnlyList<T> machines)
{
    private readonly ConcurrentDictionary<int, IReadOnlyList<Diagnostic>> _failures = new();

    /// <summary>Does a step on every machine that has not failed yet.</summary>
    /// <param name="atOnce">On how many machines at the same time.</param>
    /// <param name="step">The step; it fails by a <see cref="DiagnosticException"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="where">Which machines need the step; null for all.</param>
    public Task DoAsync(int atOnce, Func<T, CancellationToken, Task> step, CancellationToken cancellationToken, Func<T, bool>? where = null)
    {
        var chosen = machines.Index().Where(numbered => !_failures.ContainsKey(numbered.Index) && (where is null || where(numbered.Item))).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(chosen, parallel, async (numbered, token) =>
        {
            try
            {
                await step(numbered.Item, token);
            }
            catch (DiagnosticException exception)
            {
                _failures[numbered.Index] = exception.Diagnostics;
            }
        });
    }

    /// <exception cref="DiagnosticException">Some machines failed; the diagnostics are in their order.</exception>
    public void ThrowFailures()
    {
        if (!_failures.IsEmpty)
            throw new DiagnosticException([.. _failures.OrderBy(failure => failure.Key).SelectMany(failure => failure.Value)]);
    }
}
