using System.CommandLine;
using System.Globalization;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Experiments.Reading;
using Foray.Experiments.Running;

namespace Foray.Cli.Commands;

/// <summary><c>foray plan</c>: what run would do, and why.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output();
        var force = CommonOptions.Force();
        var format = CommonOptions.Format();
        var command = new Command("plan", "Show what 'run' would do, and why, and do nothing of it.") { file, output, force, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var paths = CommonOptions.Paths(parsed, file, output);
            var reader = new PlanReader(HostServices.Create(paths.Folder, SilentObserver.Instance, CommonOptions.PluginsOf(parsed)));
            var plan = await reader.ReadAsync(paths, new RunOptions { Force = parsed.GetValue(force) });
            DiagnosticOutput.WriteErrors(plan.Diagnostics);
            Console.Out.Write(parsed.GetValue(format) == OutputFormats.Json ? StatusJson.Format(plan) : Text(plan));
            return ExitCode.Of(plan.Diagnostics);
        });
        return command;
    }

    private static string Text(ExperimentPlan plan)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var step in plan.Machines.Concat(plan.Installs).Concat(plan.Hooks))
            text.WriteLine($"{step.Action,-8} {step.What}{(step.Why is null ? "" : $" ({step.Why})")}");
        foreach (var row in plan.Rows)
        {
            var machine = row.Machine is null ? "any machine" : row.Machine;
            text.WriteLine($"{(row.From is null ? "run" : "reuse"),-8} {row.Experiment}: {row.Case} on {machine} ({Why(row)})");
        }

        return text.ToString();
    }

    private static string Why(PlanRow row) => row.Reason switch
    {
        RunReason.New => "never run",
        RunReason.Reused => $"passed in {row.From}",
        RunReason.Changed => "something it depends on has changed",
        RunReason.NotPassed => "did not pass the last time",
        RunReason.Interrupted => "begun by a run that died",
        RunReason.FilesGone => "passed, but its files are gone",
        _ => "--force",
    };
}
