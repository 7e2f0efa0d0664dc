using System.Diagnostics;
using Foray.Experiments.Events;
using Foray.Experiments.Files;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Repeating;
using Foray.Experiments.Secrets;
using Foray.Experiments.State;
using Foray.Experiments.Tracing;
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
        WithFileAsync("up", async session =>
        {
            var experiments = session.Plan(options.Force);
            await using var pool = await MachineSetup.UpAsync(session, experiments, options.Force, cancellationToken);
            return new RunReport(session.Events.Diagnostics);
        });

    /// <summary>Runs what has not been run, bringing up what is missing first.</summary>
    public Task<RunReport> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WithFileAsync("run", async session =>
        {
            // What is on machines is kept also where an earlier run is repeated; its cases are all run again.
            var experiments = session.Plan(options.Force || session.Repeats is not null);
            await using var execution = new RunExecution(session, experiments, options.Force);
            return await execution.RunAsync(cancellationToken);
        }, options.RepeatOf);
    }

    /// <summary>Ends everything that runs and removes the machines, from the journal alone. Twice in a row is fine.</summary>
    public async Task<RunReport> DownAsync(CancellationToken cancellationToken)
    {
        using var events = OpenEvents();
        if (!File.Exists(paths.Journal))
        {
            events.Send(new PhaseBegan($"nothing is up: no run of '{paths.GivenFile}' is known in '{paths.Output}'"));
            return new RunReport([]);
        }

        return await ReportAsync("down", events, async _ =>
        {
            using var store = StateStore.Open(paths);
            await using var scope = new PluginScope(services.Catalog, services.Loader);
            await new Teardown(paths, store, scope, events).RunAsync(store.State.Machines, cancellationToken);
            return new RunReport(events.Diagnostics);
        });
    }

    private async Task<RunReport> WithFileAsync(string name, Func<ExperimentSession, Task<RunReport>> work, string? repeatOf = null)
    {
        using var events = OpenEvents();
        return await ReportAsync(name, events, async span =>
        {
            var earlier = repeatOf is null ? null : EarlierRun.Read(paths, repeatOf);
            var file = earlier is null
                ? await ExperimentFile.LoadAsync(paths, services)
                : await ExperimentFile.CheckAsync(paths, earlier.Document(paths), services, earlier.Variables);
            foreach (var diagnostic in file.Diagnostics)
                events.Report(diagnostic);
            if (file.HasErrors)
                return new RunReport(events.Diagnostics);
            using var store = StateStore.Open(paths);
            await using var scope = new PluginScope(services.Catalog, services.Loader);
            var mask = SecretCollector.Collect(file, paths.Folder, events);
            events.MaskWith(mask);
            span?.SetTag("foray.name", file.Name);
            return await work(new ExperimentSession(paths, file, store, scope, mask, events, services.Processes.Value, services.Clock) { Repeats = earlier, OpenTracking = services.OpenTracking });
        });
    }

    private EventStream OpenEvents()
    {
        var events = new EventStream(services.Observer, services.Clock);
        services.Output?.Through(events);
        return events;
    }

    private static Task<RunReport> ReportAsync(string name, EventStream events, Func<Activity?, Task<RunReport>> work) =>
        Spans.InAsync(name, async span =>
        {
            var report = await ReportAsync(events, () => work(span));
            if (report.Results is { } results)
                span?.SetTag("foray.run", results.Run);
            if (report.Interrupted)
                span?.SetStatus(ActivityStatusCode.Error, "interrupted");
            else if (report.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == Severity.Error) is { } failure)
                span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            return report;
        });

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
