using Foray.Experiments.Events;
using Foray.Experiments.Files;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Secrets;
using Foray.Experiments.State;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Running;

/// <summary>The work on an experiment file: up, run, down. One piece at a time; a second process is refused.</summary>
/// <param name="services">What the work needs from its host.</param>
/// <param name="paths">Where things lie.</param>
public sealed class ExperimentWork(ExperimentServices services, ExperimentPaths paths)
{
    /// <summary>Brings machines and what belongs on them up. Twice in a row changes nothing.</summary>
    public Task<RunReport> UpAsync(RunOptions options, CancellationToken cancellationToken) =>
        WithFileAsync(async session =>
        {
            var experiments = session.Plan(options.Force);
            await using var pool = await MachineSetup.UpAsync(session, experiments, options.Force, cancellationToken);
            return new RunReport(session.Events.Diagnostics);
        });

    /// <summary>Runs what has not been run, bringing up what is missing first.</summary>
    public Task<RunReport> RunAsync(RunOptions options, CancellationToken cancellationToken) =>
        WithFileAsync(session =>
        {
            var experiments = session.Plan(options.Force);
            return new RunExecution(session, experiments, options.Force).RunAsync(cancellationToken);
        });

    /// <summary>Ends everything that runs and removes the machines, from the journal alone. Twice in a row is fine.</summary>
    public async Task<RunReport> DownAsync(CancellationToken cancellationToken)
    {
        using var events = OpenEvents();
        if (!File.Exists(paths.Journal))
        {
            events.Send(new PhaseBegan($"nothing is up: no run of '{paths.GivenFile}' is known in '{paths.Output}'"));
            return new RunReport([]);
        }

        return await ReportAsync(events, async () =>
        {
            using var store = StateStore.Open(paths);
            await using var scope = new PluginScope(services.Catalog, services.Loader);
            await new Teardown(paths, store, scope, events).RunAsync(store.State.Machines, cancellationToken);
            return new RunReport(events.Diagnostics);
        });
    }

    private async Task<RunReport> WithFileAsync(Func<ExperimentSession, Task<RunReport>> work)
    {
        using var events = OpenEvents();
        return await ReportAsync(events, async () =>
        {
            var file = await ExperimentFile.LoadAsync(paths, services);
            foreach (var diagnostic in file.Diagnostics)
                events.Report(diagnostic);
            if (file.HasErrors)
                return new RunReport(events.Diagnostics);
            using var store = StateStore.Open(paths);
            await using var scope = new PluginScope(services.Catalog, services.Loader);
            var mask = SecretCollector.Collect(file, paths.Folder, events);
            events.MaskWith(mask);
            return await work(new ExperimentSession(paths, file, store, scope, mask, events, services.Processes.Value, services.Clock));
        });
    }

    private EventStream OpenEvents()
    {
        var events = new EventStream(services.Observer, services.Clock);
        services.Output?.Through(events);
        return events;
    }

    private static async Task<RunReport> ReportAsync(EventStream events, Func<Task<RunReport>> work)
    {
        try
        {
            return await work();
        }
        catch (DiagnosticException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
                events.Report(diagnostic);
            return new RunReport(events.Diagnostics);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            events.Report(Diagnostic.Error(ExperimentCodes.CannotKeep, error.Message, "see that the output folder is a folder, may be written, and has space left"));
            return new RunReport(events.Diagnostics);
        }
        catch (OperationCanceledException)
        {
            return new RunReport(events.Diagnostics) { Interrupted = true };
        }
    }
}
