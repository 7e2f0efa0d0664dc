using Foray.Configuration.Checking;
using Foray.Experiments.Files;
using Foray.Experiments.Inputs;
using Foray.Experiments.State;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Experiments;

namespace Foray.Experiments.Running;

/// <summary>Works out which rows there are, which of them an earlier run has done already, and which one began.</summary>
/// <param name="paths">Where things lie.</param>
/// <param name="file">The file.</param>
/// <param name="state">What earlier runs did.</param>
/// <param name="scope">Owns the plugins that are made.</param>
/// <param name="inputs">Which files go to machines.</param>
/// <param name="force">True to run everything again.</param>
internal sealed class RunPlanner(ExperimentPaths paths, ExperimentFile file, ExperimentState state, PluginScope scope, InputListing inputs, bool force)
{
    /// <exception cref="DiagnosticException">A plugin refuses its section; the diagnostics of all of them together.</exception>
    public IReadOnlyList<PlannedExperiment> Plan()
    {
        var context = new PlanContext(paths, file, inputs);
        var instances = scope.Instances<IExperiment>();
        var experiments = new List<PlannedExperiment>();
        var problems = new List<Diagnostic>();
        foreach (var section in file.SectionsOf("experiment"))
        {
            try
            {
                var experiment = instances.Add(section.Plugin, section.Options, section.Options.Place.ToString());
                experiments.Add(Plan(section, experiment, context));
            }
            catch (DiagnosticException refusal)
            {
                problems.AddRange(refusal.Diagnostics.Select(diagnostic => diagnostic.Place is null ? diagnostic with { Place = section.Options.Place } : diagnostic));
            }
        }

        if (problems.Count > 0)
            throw new DiagnosticException(problems);
        var withOutputs = experiments.Count(experiment => experiment.Section.Options["outputs"] is SequenceNode { Items.Count: > 0 });
        return [.. experiments.Select(experiment => experiment with { SharesOutputs = withOutputs > 1 })];
    }

    private PlannedExperiment Plan(CheckedSection section, IExperiment experiment, PlanContext context)
    {
        var name = section.Name!;
        try
        {
            var rows = experiment.Plan(context).SelectMany(plan => RowsOf(section, name, plan)).ToList();
            foreach (var row in rows)
                LookBack(row);
            return new PlannedExperiment(section, name, experiment, rows);
        }
        catch (Exception error) when (error is not DiagnosticException)
        {
            throw PluginLoader.Fault(section.Plugin, "failed while it planned", error);
        }
    }

    private static IEnumerable<Row> RowsOf(CheckedSection section, string experiment, CasePlan plan)
    {
        string?[] machines = plan.AnyMachine ? [null] : [.. plan.Machines];
        foreach (var machine in machines)
        {
            var fingerprint = FileNames.Hash($"{section.Plugin.QualifiedName}\n{plan.ContentFor(machine)}", 32);
            yield return new Row(experiment, plan, RowKey.Of(experiment, plan, machine), fingerprint, machine);
        }
    }

    private void LookBack(Row row)
    {
        row.Attempt = state.AttemptsOf(row.Key);
        var open = state.OpenRows.GetValueOrDefault(row.Key);
        var ended = state.EndedRows.GetValueOrDefault(row.Key);
        row.Reason = ReasonFor(row, open, ended);
        if (row.Reason == RunReason.Interrupted)
            (row.Interrupted, row.MachineName) = (open, open!.Machine);
        else if (row.Reason == RunReason.Reused)
            (row.Reused, row.MachineName, row.Outcome) = (ended, ended!.Machine, ended.Outcome);
    }

    private RunReason ReasonFor(Row row, RowBegan? open, RowEnded? ended)
    {
        if (force)
            return RunReason.Forced;
        if (open is not null)
            return open.Fingerprint == row.Fingerprint && row.Case.Machines.Contains(open.Machine, StringComparer.Ordinal) ? RunReason.Interrupted : RunReason.Changed;
        if (ended is null)
            return RunReason.New;
        if (ended.Fingerprint != row.Fingerprint)
            return RunReason.Changed;
        if (ended.Outcome.Status != RowStatus.Passed)
            return RunReason.NotPassed;
        return Directory.Exists(Path.Combine(paths.Output, ended.Folder)) ? RunReason.Reused : RunReason.FilesGone;
    }
}
