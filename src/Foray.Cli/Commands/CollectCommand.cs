using System.CommandLine;
using System.Globalization;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Experiments;
using Foray.Experiments.Access;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands;

/// <summary><c>foray collect</c>: files from machines while they are up.</summary>
internal static class CollectCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output();
        var from = new Option<string[]>("--from")
        {
            Description = "A file or folder to bring from every machine of a name or label. Can be repeated. Default: what the scripts of running cases have written so far.",
            HelpName = "MACHINE:PATH",
        };
        var to = new Option<string?>("--to") { Description = "Folder to collect into; nothing there is overwritten. Default: a new one below 'collected' in the output folder.", HelpName = "DIR" };
        var command = new Command("collect", "Bring files from machines that are up, also while a run works on them.") { file, output, from, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var paths = CommonOptions.Paths(parsed, file, output);
            var target = parsed.GetValue(to) is { Length: > 0 } given ? Path.GetFullPath(given) : NewFolder(paths);
            await using var access = new MachineAccess(paths, HostServices.Create(paths.Folder, SilentObserver.Instance, CommonOptions.PluginsOf(parsed)));
            return await CollectAsync(new Collector(access, target), parsed.GetValue(from) ?? [], cancellationToken);
        });
        return command;
    }

    private static async Task<int> CollectAsync(Collector collector, IReadOnlyList<string> from, CancellationToken cancellationToken)
    {
        var wanted = from.Select(Parse).ToList();
        var places = new List<string>();
        if (wanted.Count == 0)
            places.AddRange(await collector.CollectRunningAsync(cancellationToken));
        foreach (var (machine, path) in wanted)
            places.AddRange(await collector.CollectAsync(machine, path, cancellationToken));
        Console.Out.WriteLine(places.Count == 0 ? "no case is running" : string.Join('\n', places));
        return ExitCode.Done;
    }

    private static (string Machine, string Path) Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1
            ? (text[..colon], text[(colon + 1)..])
            : throw new DiagnosticException(Diagnostic.Error(CliCodes.NoSource, $"'{text}' does not say what to bring", "write MACHINE:PATH, for example --from worker:/var/log/app.log"));
    }

    private static string NewFolder(ExperimentPaths paths) =>
        Path.Combine(paths.Output, "collected", TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
}
