using System.CommandLine;
using System.Globalization;
using Foray.Cli.Output;
using Foray.Experiments.Reading;

namespace Foray.Cli.Commands;

/// <summary><c>foray status</c>: how an experiment stands, from its journal alone.</summary>
internal static class StatusCommand
{
    private const int MostRuns = 5;

    public static Command Create()
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output();
        var format = CommonOptions.Format();
        var command = new Command("status", "Say which machines are up, what runs, and how the last runs ended.") { file, output, format };
        command.SetAction(parsed =>
        {
            var status = StatusReader.Read(CommonOptions.Paths(parsed, file, output));
            Console.Out.Write(parsed.GetValue(format) == OutputFormats.Json ? StatusJson.Format(status) : Text(status));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Text(ExperimentStatus status)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(status.HolderPid is { } pid ? $"process {pid} is working on it" : "nothing is working on it");
        text.WriteLine(status.Machines.Count == 0 ? "no machine is up" : "machines:");
        foreach (var machine in status.Machines)
            text.WriteLine($"  {machine.Name} ({machine.Site}) {(machine.IsReady ? "is up" : "is half made; run again, or take it down")}");
        if (status.Runs.Count > 0)
            text.WriteLine("last runs:");
        foreach (var run in status.Runs.Take(MostRuns))
            text.WriteLine($"  {run.Id} {(run.Status is { } ended ? EventText.Status(ended) : status.HolderPid is null ? "died" : "is running")}");
        foreach (var group in status.Rows.GroupBy(row => row.Status).OrderBy(group => group.Key))
            text.WriteLine($"{group.Count()} {(group.Key is { } ended ? EventText.Status(ended) : status.HolderPid is null ? "left by a run that died" : "running")}");
        foreach (var row in status.Rows.Where(row => row.Status != Sdk.Experiments.RowStatus.Passed))
            text.WriteLine($"  {(row.Status is { } ended ? EventText.Status(ended) : "begun")} {row.Experiment}: {row.Case} on {row.Machine} ({row.Run})");
        return text.ToString();
    }
}
