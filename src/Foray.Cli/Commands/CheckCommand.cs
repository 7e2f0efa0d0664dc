using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Experiments;
using Foray.Experiments.Files;

namespace Foray.Cli.Commands;

/// <summary><c>foray check</c>: what is wrong with a file, before anything starts.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var format = CommonOptions.Format();
        var command = new Command("check", "Say what is wrong with an experiment file, all at once.") { file, format };
        command.SetAction(parsed => Run(CommonOptions.Paths(parsed, file, null), parsed.GetValue(format)!, CommonOptions.PluginsOf(parsed)));
        return command;
    }

    /// <summary>This command is for editors too and has to start fast.</summary>
    public static void WarmUp()
    {
        // The YAML parser's one regular expression would be compiled at every start; and what reading and printing take from the disk is loaded
        // on another core while the command line is parsed.
        AppContext.SetSwitch("System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported", false);
        _ = Task.Run(() =>
        {
            _ = YamlReader.ReadBytes("load: now"u8, "");
            _ = Console.Out;
        });
    }

    private static int Run(ExperimentPaths paths, string format, IReadOnlyList<string> plugins)
    {
        // The file is read while the plugins are found: neither needs the other, and there is more than one core.
        var reading = Task.Run(() => YamlReader.ReadFile(paths.GivenFile));
        var services = HostServices.Create(paths.Folder, SilentObserver.Instance, plugins);
        var checkedFile = ExperimentFile.CheckAsync(paths, reading.GetAwaiter().GetResult(), services).GetAwaiter().GetResult();
        if (format == OutputFormats.Json)
            Console.Out.WriteLine(DiagnosticJson.Format(checkedFile.Diagnostics));
        else
            Console.Out.Write(DiagnosticText.Format(checkedFile.Diagnostics) + Summary(paths, checkedFile));
        // What the rules of a plugin find is wrong in the file, whatever code the plugin gives it.
        return ExitCode.Of(checkedFile.Diagnostics) is var exitCode and not ExitCode.Failed ? exitCode : ExitCode.Usage;
    }

    private static string Summary(ExperimentPaths paths, ExperimentFile file)
    {
        var errors = file.Diagnostics.Count(diagnostic => diagnostic.Severity == Sdk.Diagnostics.Severity.Error);
        var warnings = file.Diagnostics.Count - errors;
        var counts = $"{errors} {(errors == 1 ? "error" : "errors")}, {warnings} {(warnings == 1 ? "warning" : "warnings")}";
        return errors == 0 && warnings == 0 ? $"{paths.GivenFile}: ok\n" : $"{paths.GivenFile}: {counts}\n";
    }
}
