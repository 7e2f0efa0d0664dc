using System.Text.Json;
using Foray.Experiments.Events;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Tracing;
using Foray.Plugins.Loading;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Hooks;
using Foray.Sdk.Machines;

namespace Foray.Experiments.Hooks;

/// <summary>Gives the hooks of a file their turns, one after the other, in the order of the file.</summary>
internal sealed class HookRunner(ExperimentSession session)
{
    private readonly Lazy<IReadOnlyList<PlannedHook>> _hooks = new(() => [.. HookPlan.Of(session.File, session.Scope)]);

    /// <param name="point">Whose turn it is.</param>
    /// <param name="pool">The machines that are up.</param>
    /// <param name="run">The run; null outside of one.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="DiagnosticException">A hook failed; those after it had no turn.</exception>
    public async Task RunAsync(HookPoint point, MachinePool pool, HookRun? run, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks.Value.Where(hook => hook.Hook.At == point))
        {
            var failures = await Spans.InAsync($"hook {hook.Name}", async span => span.WithStatus(await RunAsync(hook, pool, run, cancellationToken), session.Mask));
            if (failures.Count > 0)
                throw new DiagnosticException(failures);
        }
    }

    private Task<IReadOnlyList<Diagnostic>> RunAsync(PlannedHook hook, MachinePool pool, HookRun? run, CancellationToken cancellationToken)
    {
        IReadOnlyList<IMachine> left = hook.Hook.Labels is { } labels ? [.. session.File.Select(labels).Select(machine => pool.ByName[machine.Name])] : [];
        session.Events.Send(new PhaseBegan($"hook {hook.Name} on {Place(left)}"));
        return new Tries(session.Events, session.Clock).RunAsync($"hook {hook.Name}", StepPolicy.Of(hook.Section), async token =>
        {
            var context = ContextFor(hook, left, run);
            var failures = await TryAsync(hook, context, token);
            if (left.Count > 0 && failures.Count == 0)
                (failures, left) = FailuresOf(hook, context);
            return failures;
        }, cancellationToken);
    }

    private HookContext ContextFor(PlannedHook hook, IReadOnlyList<IMachine> machines, HookRun? run)
    {
        var variables = new Dictionary<string, string>(session.File.ResolvedVariables, StringComparer.Ordinal) { ["FORAY_HOOK"] = hook.Name };
        if (run is not null)
            variables["FORAY_RUN"] = run.Id;
        if (run?.Status is { } status)
            variables["FORAY_STATUS"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
        var logs = Path.Combine(run?.Folder ?? session.Paths.State, "hooks", FileNames.From(hook.Name));
        return new HookContext($"hooks/{FileNames.From(hook.Name)}", session.Paths.Folder, logs, machines, variables, session.Events.Logger(hook.Name), run);
    }

    private async Task<IReadOnlyList<Diagnostic>> TryAsync(PlannedHook hook, HookContext context, CancellationToken cancellationToken)
    {
        var limit = StepPolicy.Of(hook.Section).Timeout;
        try
        {
            // What a Foray that was killed left running of it is not there twice.
            await Task.WhenAll(context.Machines.Select(machine => machine.RemoveAsync(context.Id, cancellationToken)));
            await TimeLimit.RunAsync(token => hook.Hook.RunAsync(context, token), limit, session.Clock, cancellationToken);
            return [];
        }
        catch (TimeoutException) when (limit is { } longest)
        {
            var cutOff = new CutOff(session, $"hook {hook.Name}");
            await cutOff.EndAsync(context.Id, context.Machines);
            return [cutOff.Tell(longest, Place(context.Machines), context.Logs)];
        }
        catch (DiagnosticException failure)
        {
            return failure.Diagnostics;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw PluginLoader.Fault(hook.Section.Plugin, $"failed in hook '{hook.Name}'", error);
        }
        finally
        {
            session.Mask.ApplyToFiles(context.Logs);
        }
    }

    private static string Place(IReadOnlyList<IMachine> machines) => machines.Count == 0 ? "this computer" : string.Join(", ", machines.Select(machine => machine.Name));

    private static (IReadOnlyList<Diagnostic> Failures, IReadOnlyList<IMachine> Machines) FailuresOf(PlannedHook hook, HookContext context)
    {
        var outcomes = context.Machines.Select(machine => (Machine: machine, Outcome: context.OutcomeOf(machine)
            ?? throw PluginLoader.Fault(hook.Section.Plugin, $"did not report machine '{machine.Name}'", new InvalidOperationException("every machine is reported once"))));
        var failed = outcomes.Where(end => end.Outcome.Failure is not null).ToList();
        return ([.. failed.Select(end => end.Outcome.Failure!)], [.. failed.Select(end => end.Machine)]);
    }
}
