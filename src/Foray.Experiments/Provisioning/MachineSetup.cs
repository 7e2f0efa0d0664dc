using Foray.Experiments.Running;
using Foray.Sdk.Hooks;

namespace Foray.Experiments.Provisioning;

/// <summary>Brings machines and what belongs on them up to what the file says. What is there already is left alone.</summary>
internal static class MachineSetup
{
    /// <returns>The machines, connected.</returns>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">Something is missing or failed.</exception>
    public static async Task<MachinePool> UpAsync(
        ExperimentSession session, IReadOnlyList<PlannedExperiment> experiments, bool force, CancellationToken cancellationToken)
    {
        ToolCheck.Here(session.File.Sections.Select(section => section.Plugin), session.Processes);
        var count = session.File.Machines.Count;
        session.Events.Send(new Events.PhaseBegan($"bring up {count} {(count == 1 ? "machine" : "machines")}"));
        var pool = await new SiteProvisioner(session).UpAsync(cancellationToken);
        try
        {
            await new Installer(session, force).RunAsync(pool, cancellationToken);
            await ToolCheck.OnMachinesAsync(experiments, new PlanContext(session.Paths, session.File, session.Inputs), pool, cancellationToken);
            await session.Hooks.RunAsync(HookPoint.AfterUp, pool, null, cancellationToken);
            return pool;
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }
}
