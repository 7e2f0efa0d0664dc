using System.CommandLine;
using Foray.Cli.Extending;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Experiments;
using Foray.Experiments.Files;
using Foray.Plugins.Manifests;
using Foray.Processes;

namespace Foray.Cli.Commands;

/// <summary><c>foray doctor</c>: whether this computer has what plugins need.</summary>
internal static class DoctorCommand
{
    private sealed record Finding(string Program, string? Path, IReadOnlyList<string> NeededBy, string Remedy);

    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "An experiment file: only what it needs, all of which has to be there. Default: all plugins that are installed.", Arity = ArgumentArity.ZeroOrOne };
        var format = CommonOptions.Format();
        var command = new Command("doctor", "Look whether this computer has the programs that plugins need.") { file, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plugins = CommonOptions.PluginsOf(parsed);
            var findings = parsed.GetValue(file) is { Length: > 0 } given
                ? Look(await PluginsOfAsync(new ExperimentPaths(given), plugins, cancellationToken))
                : Look(PluginRun.CatalogOf(parsed).Plugins);
            if (parsed.GetValue(format) == OutputFormats.Json)
                WriteJson(findings);
            else
                Console.Out.Write(Text(findings));
            return parsed.GetValue(file) is not null && findings.Any(finding => finding.Path is null) ? ExitCode.Environment : ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<PluginDescription>> PluginsOfAsync(ExperimentPaths paths, IReadOnlyList<string> plugins, CancellationToken cancellationToken)
    {
        var loaded = await ExperimentFile.LoadAsync(paths, HostServices.Create(paths.Folder, SilentObserver.Instance, plugins), cancellationToken);
        return loaded.HasErrors
            ? throw new Sdk.Diagnostics.DiagnosticException(loaded.Diagnostics)
            : [.. loaded.Sections.Select(section => section.Plugin).Distinct()];
    }

    private static List<Finding> Look(IEnumerable<PluginDescription> plugins)
    {
        using var processes = new SystemProcesses();
        return [.. plugins.SelectMany(plugin => plugin.Tools.Select(tool => (Plugin: plugin, Tool: tool)))
            .GroupBy(need => need.Tool.Program, StringComparer.Ordinal)
            .OrderBy(program => program.Key, StringComparer.Ordinal)
            .Select(program => new Finding(
                program.Key,
                processes.Find(program.Key),
                [.. program.Select(need => $"{need.Plugin.Kind} {need.Plugin.Name}").Distinct().Order(StringComparer.Ordinal)],
                program.Select(need => need.Tool.Remedy).FirstOrDefault(remedy => remedy is not null) ?? $"install '{program.Key}'"))];
    }

    private static string Text(List<Finding> findings)
    {
        if (findings.Count == 0)
            return "no plugin needs a program of this computer\n";
        var table = TextTable.Format(["program", "found", "needed by"], findings.ConvertAll(finding =>
            (IReadOnlyList<string>)[finding.Program, finding.Path ?? "missing", string.Join(", ", finding.NeededBy)]));
        var missing = findings.Where(finding => finding.Path is null).Select(finding => $"{finding.Program}: {finding.Remedy}\n").ToList();
        return missing.Count == 0 ? table : $"{table}\nwhat to do:\n{string.Concat(missing)}";
    }

    private static void WriteJson(List<Finding> findings) => JsonOutput.WriteObject(writer => writer.WriteList("programs", findings, finding =>
    {
        writer.WriteStartObject();
        writer.WriteString("program", finding.Program);
        writer.WriteString("path", finding.Path);
        writer.WriteTexts("needed_by", finding.NeededBy);
        writer.WriteString("remedy", finding.Path is null ? finding.Remedy : null);
        writer.WriteEndObject();
    }));
}
