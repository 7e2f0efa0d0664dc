using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Foray.Experiments.Events;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Repeating;
using Foray.Experiments.Running;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Storage;

namespace Foray.Experiments.Results;

/// <summary>Writes a run's manifest.</summary>
internal sealed class ManifestWriter(ExperimentSession session, string runId, DateTimeOffset started)
{
    /// <summary>Name of the manifest in the run's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Name of the copy of the experiment file beside it.</summary>
    public const string CopyName = "experiment.yml";

    private RunManifest? _manifest;

    /// <summary>Gathers the facts and writes the manifest of a run that begins.</summary>
    public async Task BeginAsync(IReadOnlyList<PlannedExperiment> experiments, MachinePool pool, CancellationToken cancellationToken)
    {
        var folder = session.Paths.Run(runId);
        var bytes = session.Repeats?.Text ?? await File.ReadAllBytesAsync(session.Paths.File, cancellationToken);
        await AtomicFile.WriteAsync(Path.Combine(folder, CopyName), session.Mask.Apply(Encoding.UTF8.GetString(bytes)), cancellationToken: cancellationToken);
        var machines = Task.WhenAll(pool.All.Select(machine => DescribeAsync(machine, cancellationToken)));
        _manifest = new RunManifest
        {
            Run = runId,
            Name = session.File.Name,
            Foray = typeof(ManifestWriter).Assembly.GetName().Version!.ToString(3),
            Started = started,
            File = new ManifestFile(Path.GetFileName(session.Paths.File), Convert.ToHexStringLower(SHA256.HashData(bytes)), CopyName),
            Commit = await Commit.OfAsync(session.Paths.Folder, session.Processes, cancellationToken),
            Variables = session.File.Variables.ToDictionary(
                variable => variable.Key,
                variable => variable.Value.IsSecret ? "***" : session.Mask.Apply(session.File.ResolvedVariables[variable.Key]),
                StringComparer.Ordinal),
            Plugins = [.. session.File.Sections.Select(section => section.Plugin).Distinct()
                .Select(plugin => new ManifestPlugin(plugin.Kind, plugin.Name, plugin.Package.Name, plugin.Package.Version))],
            Machines = await machines,
            Rows = RowsOf(experiments),
        };
        if (session.Repeats is { } earlier)
            _manifest = _manifest with { RepeatOf = new ManifestRepetition(earlier.Manifest.Run, RunDifferences.Before(earlier.Manifest, _manifest, session.Paths)) };
        if (_manifest.RepeatOf is { } repetition)
            session.Events.Send(new RunRepeated(repetition.Run, repetition.Differences, HasEnded: false));
        await WriteAsync(cancellationToken);
    }

    /// <summary>Writes the manifest of a run that has ended.</summary>
    public Task EndAsync(IReadOnlyList<PlannedExperiment> experiments, RowStatus status, DateTimeOffset ended)
    {
        if (_manifest is null)
            return Task.CompletedTask; // the run did not come so far that there was anything to say of it
        _manifest = _manifest with { Status = StatusName(status), Ended = ended, Rows = RowsOf(experiments) };
        if (session.Repeats is { } earlier && _manifest.RepeatOf is { } repetition)
        {
            var outcomes = RunDifferences.After(earlier.Manifest, _manifest);
            _manifest = _manifest with { RepeatOf = repetition with { Outcomes = outcomes } };
            session.Events.Send(new RunRepeated(repetition.Run, outcomes, HasEnded: true));
        }

        return WriteAsync(CancellationToken.None);
    }

    private Task WriteAsync(CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(Path.Combine(session.Paths.Run(runId), FileName),
            JsonSerializer.Serialize(_manifest!, ManifestJson.Default.RunManifest) + "\n", cancellationToken: cancellationToken);

    private List<ManifestRow> RowsOf(IReadOnlyList<PlannedExperiment> experiments) =>
        [.. experiments.SelectMany(experiment => experiment.Rows).Select(row => new ManifestRow(
            row.Experiment, row.Case.Name, row.MachineName, row.Fingerprint, row.Reused?.Run ?? runId,
            row.Outcome is null ? null : StatusName(row.Outcome.Status), row.Outcome is { Metrics.Count: > 0 } outcome ? outcome.Metrics : null))];

    private async Task<ManifestMachine> DescribeAsync(ConnectedMachine machine, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> facts;
        try
        {
            facts = await machine.Machine.DescribeAsync(cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
                session.Events.Report(diagnostic with { Severity = Severity.Warning });
            facts = new Dictionary<string, string>();
        }

        return new ManifestMachine(machine.Machine.Name, machine.Id, machine.Site, machine.Machine.Labels, machine.Specification, facts);
    }

    private static string StatusName(RowStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
