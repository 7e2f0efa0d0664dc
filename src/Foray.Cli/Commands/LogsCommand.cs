using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Experiments;
using Foray.Experiments.Access;
using Foray.Experiments.Reading;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands;

/// <summary><c>foray logs</c>: what scripts printed.</summary>
internal static class LogsCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output();
        var run = new Option<string?>("--run") { Description = "Only this run. Default: the last end of every case.", HelpName = "ID" };
        var experiment = new Option<string?>("--experiment") { Description = "Only this experiment.", HelpName = "NAME" };
        var name = new Option<string?>("--case") { Description = "Only this case.", HelpName = "NAME" };
        var machine = new Option<string?>("--machine") { Description = "Only this machine.", HelpName = "NAME" };
        var running = new Option<bool>("--running") { Description = "What the scripts of cases that are running have written so far." };
        var command = new Command("logs", "Print what the scripts of a run wrote.") { file, output, run, experiment, name, machine, running };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var paths = CommonOptions.Paths(parsed, file, output);
            var wanted = new LogSelection(parsed.GetValue(run), parsed.GetValue(experiment), parsed.GetValue(name), parsed.GetValue(machine));
            return parsed.GetValue(running)
                ? await PrintRunningAsync(paths, wanted, CommonOptions.PluginsOf(parsed), cancellationToken)
                : await PrintAsync(LogReader.Find(paths, wanted), paths, cancellationToken);
        });
        return command;
    }

    private static async Task<int> PrintRunningAsync(ExperimentPaths paths, LogSelection wanted, IReadOnlyList<string> plugins, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("foray-logs-").FullName;
        try
        {
            await using var access = new MachineAccess(paths, HostServices.Create(paths.Folder, SilentObserver.Instance, plugins));
            await new Collector(access, folder).CollectRunningAsync(cancellationToken);
            return await PrintAsync(LogReader.FindIn(folder, wanted), paths, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> PrintAsync(IReadOnlyList<ScriptLog> logs, ExperimentPaths paths, CancellationToken cancellationToken)
    {
        foreach (var log in logs)
        {
            Console.Out.WriteLine($"==> {log.Title} <==");
            using var text = File.OpenText(log.Path);
            var buffer = new char[8192];
            for (int read; (read = await text.ReadAsync(buffer, cancellationToken)) > 0;)
                await Console.Out.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (logs.Count > 0)
            return ExitCode.Done;
        DiagnosticOutput.WriteErrors([Diagnostic.Error(ExperimentCodes.NothingThere, "no script of such a run, experiment, case and machine has written anything",
            $"'foray status {paths.GivenFile}' lists what there is")]);
        return ExitCode.Environment;
    }
}
