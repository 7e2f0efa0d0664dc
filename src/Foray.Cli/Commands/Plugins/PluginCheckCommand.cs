using System.CommandLine;
using Foray.Cli.Checking;
using Foray.Cli.Hosting;
using Foray.Cli.Listing;
using Foray.Cli.Output;
using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin check</c>: what is wrong with a package, before anybody installs it.</summary>
internal static class PluginCheckCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "An assembly, a .nupkg, the folder of a package, or the name of a package or plugin that is installed." };
        var timeout = new Option<string>("--timeout") { Description = "How long loading may take. Default: 30s.", HelpName = "DURATION", DefaultValueFactory = _ => "30s" };
        var format = CommonOptions.Format();
        var loadOnly = new Option<string?>("--load-only") { Hidden = true };
        var skip = new Option<int>("--skip") { Hidden = true };
        timeout.Validators.Add(result =>
        {
            if (!Duration.TryParse(result.GetValueOrDefault<string>(), out var duration) || duration <= TimeSpan.Zero)
                result.AddError("'--timeout' takes a duration such as 30s or 2m.");
        });
        var command = new Command("check", "Say every breach of contract of a package. Its code is loaded in a process of its own.") { target, timeout, format, loadOnly, skip };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plugins = CommonOptions.PluginsOf(parsed);
            if (parsed.GetValue(loadOnly) is { } report)
            {
                await LoadTrial.RunAsync(parsed.GetValue(target)!, new LoadReport(report), parsed.GetValue(skip), plugins);
                return ExitCode.Done;
            }

            var patience = Duration.TryParse(parsed.GetValue(timeout)!, out var given) ? given : default;
            var problems = await CheckAsync(parsed, parsed.GetValue(target)!, new PackageCheck(plugins, patience));
            if (parsed.GetValue(format) == OutputFormats.Json)
                Console.Out.WriteLine(DiagnosticJson.Format(problems));
            else
                Console.Out.Write(DiagnosticText.Format(problems) + (problems.Count == 0 ? $"{parsed.GetValue(target)}: ok\n" : ""));
            return ExitCode.Of(problems);
        });
        return command;
    }

    private static async Task<IReadOnlyList<Diagnostic>> CheckAsync(ParseResult parsed, string target, PackageCheck check)
    {
        using var interruption = new Interruption();
        if (File.Exists(target) && Path.GetExtension(target) == ".nupkg")
            return await check.CheckFileAsync(target, interruption.Token);
        if (File.Exists(target) || Directory.Exists(target) || target.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) && Path.GetExtension(target).Length > 0)
            return await check.CheckAssemblyAsync(PackagePath.AssemblyOf(target), interruption.Token);

        var problems = new List<Diagnostic>();
        foreach (var assembly in AssembliesOf(parsed, target))
            problems.AddRange(await check.CheckAssemblyAsync(assembly, interruption.Token));
        return problems;
    }

    private static List<string> AssembliesOf(ParseResult parsed, string name)
    {
        var catalog = PluginCommand.Catalog(parsed, out _);
        var packages = PluginNames.FindPackages(catalog, name) is { Count: > 0 } found ? found : [.. PluginNames.FindPlugins(catalog, name).Select(plugin => plugin.Package)];
        return packages.Count > 0 ? [.. packages.Select(package => package.AssemblyPath).Distinct(StringComparer.Ordinal)] : throw PluginNames.Unknown(catalog, name);
    }
}
