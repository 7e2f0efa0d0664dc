using Foray.Experiments.Events;
using Foray.Experiments.State;
using Foray.Experiments.Tracing;
using Foray.Plugins.Loading;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;

namespace Foray.Experiments.Provisioning;

/// <summary>One step of the installation on the machines that lack it.</summary>
internal sealed class InstallRun(ExperimentSession session, MachinePool pool, InstallStep step)
{
    public InstallStep Step { get; } = step;

    /// <summary>All machines that get it.</summary>
    public required IReadOnlyList<IMachine> Machines { get; init; }

    /// <summary>Those that lack it.</summary>
    public required IReadOnlyList<IMachine> Missing { get; init; }

    /// <summary>All sections of the same plugin, with their machines.</summary>
    public required IReadOnlyList<InstallSection> System { get; init; }

    /// <summary>Folder of the logs of all steps.</summary>
    public static string Logs(ExperimentSession session) => Path.Combine(session.Paths.State, "installs");

    /// <returns>What failed, machine by machine.</returns>
    public async Task<IReadOnlyList<Diagnostic>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var machine in Machines.Except(Missing))
            session.Events.Send(new InstallDone(Step.Name, machine.Name, "unchanged"));
        if (Missing.Count == 0)
            return [];
        session.Events.Send(new PhaseBegan($"install {Step.Name} on {string.Join(", ", Missing.Select(machine => machine.Name))}"));
        IReadOnlyList<IMachine> left = Missing;
        try
        {
            return await Spans.InAsync($"install {Step.Name}", async span =>
            {
                span?.SetTag("foray.machines", Missing.Select(machine => machine.Name).ToArray());
                return span.WithStatus(await new Tries(session.Events, session.Clock).RunAsync(Step.Name, Step.Policy, async token =>
                {
                    var failures = await TryAsync(left, token);
                    left = [.. failures.Select(failure => failure.Machine)];
                    return [.. failures.SelectMany(failure => failure.Problems).Distinct()];
                }, cancellationToken), session.Mask);
            });
        }
        catch (DiagnosticException fault)
        {
            return fault.Diagnostics;
        }
    }

    private async Task<List<(IMachine Machine, IReadOnlyList<Diagnostic> Problems)>> TryAsync(IReadOnlyList<IMachine> machines, CancellationToken cancellationToken)
    {
        var context = new InstallContext($"{Step.Plugin.Kind}/{Step.Plugin.Name}-{Step.Key}", session.Paths.Folder,
            Path.Combine(Logs(session), $"{Step.Plugin.Name}-{Step.Key}"), machines, System, session.File.ResolvedVariables, session.Events.Logger(Step.Plugin.Name));
        foreach (var machine in machines)
            session.Store.Add(new InstallBegan(Step.Key, context.Id, pool.IdOf(machine.Name)));
        IReadOnlyList<Diagnostic> unreported;
        try
        {
            unreported = await InstallAsync(context, cancellationToken);
        }
        finally
        {
            session.Mask.ApplyToFiles(context.Logs);
        }

        return [.. machines.Select(machine => (Machine: machine, Problems: Record(machine, context, unreported))).Where(end => end.Problems.Count > 0)];
    }

    /// <returns>What went wrong with all machines that the plugin did not report; empty where nothing did.</returns>
    private async Task<IReadOnlyList<Diagnostic>> InstallAsync(InstallContext context, CancellationToken cancellationToken)
    {
        try
        {
            await TimeLimit.RunAsync(token => Step.Install(context, token), Step.Policy.Timeout, session.Clock, cancellationToken);
            return [];
        }
        catch (TimeoutException) when (Step.Policy.Timeout is { } limit)
        {
            var unfinished = context.Machines.Where(machine => context.OutcomeOf(machine) is null).ToList();
            var cutOff = new CutOff(session, Step.Name);
            await cutOff.EndAsync(context.Id, unfinished);
            return [cutOff.Tell(limit, string.Join(", ", unfinished.Select(machine => $"'{machine.Name}'")), context.Logs)];
        }
        catch (DiagnosticException failure)
        {
            return failure.Diagnostics;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw PluginLoader.Fault(Step.Plugin, "failed while it installed", error);
        }
    }

    private IReadOnlyList<Diagnostic> Record(IMachine machine, InstallContext context, IReadOnlyList<Diagnostic> unreported)
    {
        var outcome = context.OutcomeOf(machine);
        if (outcome is null && unreported.Count == 0)
            throw PluginLoader.Fault(Step.Plugin, $"did not report machine '{machine.Name}'", new InvalidOperationException("every machine is reported once"));
        IReadOnlyList<Diagnostic> problems = outcome is null ? unreported : outcome.Failure is { } failure ? [failure] : [];
        session.Store.Add(new InstallEnded(Step.Key, Step.Plugin.QualifiedName, pool.IdOf(machine.Name), problems.Count == 0));
        session.Events.Send(new InstallDone(Step.Name, machine.Name, problems.Count > 0 ? "failed" : outcome!.Changed ? "installed" : "unchanged"));
        return problems;
    }
}
