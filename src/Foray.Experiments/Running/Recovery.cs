using Foray.Experiments.Provisioning;
using Foray.Experiments.State;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Experiments.Running;

/// <summary>Settles what earlier runs began and did not see the end of: what is still wanted is continued, everything else is ended and removed.</summary>
/// <param name="session">The work this is part of.</param>
/// <param name="pool">The machines that are up.</param>
/// <param name="current">Id of the run that goes on.</param>
internal sealed class Recovery(ExperimentSession session, MachinePool pool, string current)
{
    public async Task RunAsync(IReadOnlyList<PlannedExperiment> experiments, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in experiments.SelectMany(experiment => experiment.Pending))
        {
            if (row.Interrupted is { } interrupted && pool.WithId(interrupted.MachineId) is { } machine)
            {
                row.Machine = machine;
                wanted.Add(interrupted.Id);
            }
            else
            {
                row.Interrupted = null;
                row.MachineName = row.Case.AnyMachine ? null : row.MachineName;
                row.Machine = row.MachineName is null ? null : pool.ByName[row.MachineName];
            }
        }

        // What runs on a machine that the file does not name any more is left to 'down', which ends the machine with it.
        foreach (var open in session.Store.State.OpenRows.Values.Where(open => !wanted.Contains(open.Id)).ToList())
        {
            if (pool.WithId(open.MachineId) is { } machine)
                await VoidAsync(open, machine, cancellationToken);
        }

        foreach (var run in session.Store.State.OpenRows.Values.Select(open => open.Run).Distinct(StringComparer.Ordinal))
            session.Mask.ApplyToFiles(Path.Combine(session.Paths.Run(run), "cases")); // what was collected may not have been masked
        EndRunsThatDied();
    }

    private async Task VoidAsync(RowBegan open, IMachine machine, CancellationToken cancellationToken)
    {
        try
        {
            await machine.RemoveAsync(open.Id, cancellationToken);
            session.Store.Add(new RowVoided(open.Key, open.Id));
        }
        catch (DiagnosticException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
                session.Events.Report(diagnostic);
        }
    }

    private void EndRunsThatDied()
    {
        foreach (var run in session.Store.State.Runs.Where(run => run.Run != current && session.Store.State.EndOf(run.Run) is null).ToList())
            session.Store.Add(new RunEnded(run.Run, RowStatus.Interrupted, session.Clock.GetUtcNow()));
    }
}
