using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Plugins.Loading;
using Foray.Processes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Hosting;

namespace Foray.Cli.Commands.Stations;

/// <summary><c>foray station start</c>: a station in the foreground, until Ctrl-C.</summary>
internal static class StationStartCommand
{
    public static Command Create()
    {
        var name = new Option<string?>("--name") { Description = "Name of the station, different from those of the others of its cluster. Default: the computer's.", HelpName = "NAME" };
        var siteFile = new Option<string?>("--site-file") { Description = "Site file of OCS whose agents of this host are started.", HelpName = "FILE" };
        var siteHost = new Option<string?>("--site-host") { Description = "The site file's host that this station is. Default: the computer's name, or localhost.", HelpName = "HOST" };
        var address = new Option<string>("--address") { Description = "Address to listen on. For now, only those of this computer are taken.", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int?>("--port") { Description = $"Port to listen on; 0 takes a free one. Default: that of the site file's wamp_http, or {StationOptions.DefaultPort}.", HelpName = "PORT" };
        var cluster = new Option<string?>("--cluster") { Description = "Redis where the stations of a cluster meet, such as redis://127.0.0.1:6379. Default: the station is alone.", HelpName = "URL" };
        var command = new Command("start", "Start a station and keep it running until Ctrl-C. Its data lies in $FORAY_DATA, by default ~/.local/share/foray.")
        {
            name, siteFile, siteHost, address, port, cluster,
        };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && (!int.TryParse(given.Value, out var number) || number is < 0 or > 65535))
                result.AddError("--port takes a number from 0 to 65535");
        });
        command.SetAction(async (parsed, _) => await RunAsync(
            new StationOptions
            {
                Name = parsed.GetValue(name),
                SiteFile = parsed.GetValue(siteFile),
                SiteHost = parsed.GetValue(siteHost),
                Address = parsed.GetValue(address)!,
                Port = parsed.GetValue(port),
                Cluster = parsed.GetValue(cluster),
            },
            CommonOptions.PluginsOf(parsed), parsed.GetValue(CommonOptions.Debug)));
        return command;
    }

    private static async Task<int> RunAsync(StationOptions options, IReadOnlyList<string> plugins, bool debug)
    {
        using var interruption = new Interruption();
        var folder = Directory.GetCurrentDirectory();
        var catalog = HostServices.CatalogOf(folder, HostServices.SettingsOf(folder).Plugins, plugins);
        var services = new StationServices(
            catalog, new PluginLoader(HostServices.Of(new PlainProgress(Console.Error, Console.Error, debug))), new SystemProcesses(), TimeProvider.System, Report);
        await using var station = await Station.StartAsync(options, services, interruption.Token);
        foreach (var note in station.Notes)
            Console.Out.WriteLine(note);
        Console.Out.WriteLine($"station {station.Name} at {station.Address.GetLeftPart(UriPartial.Authority)} until Ctrl-C");
        Console.Out.Flush();
        var stopped = new TaskCompletionSource();
        await using var registration = interruption.Token.Register(() => stopped.TrySetResult());
        await stopped.Task;
        return ExitCode.Done;
    }

    private static void Report(Diagnostic problem) => DiagnosticOutput.WriteErrors([problem]);
}
