using System.CommandLine;
using Foray.Configuration.Diagnostics;
using Foray.Plugins.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace MusicPlayer;

/// <summary>Lists the plugins. Everything comes from their manifests: nothing is loaded.</summary>
internal sealed class PluginsCommand : Command
{
    public PluginsCommand()
        : base("plugins", "List the plugins") => SetAction(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        await using var services = PlayerServices.Build(PlayerOptions.Settings(line));
        var host = services.GetRequiredService<PluginHost>();
        var problems = host.Validate();
        foreach (var plugin in host.Catalog.Plugins)
        {
            var state = host.StatusOf(plugin.Id).State.ToString().ToLowerInvariant();
            var endings = string.Join(' ', plugin.Capabilities);
            await line.InvocationConfiguration.Output.WriteLineAsync(
                $"{plugin.Kind,-8} {plugin.Name,-8} {plugin.Package.Name,-18} {plugin.Package.Version,-6} {state,-9} {endings,-10} {plugin.Description}");
        }

        await line.InvocationConfiguration.Error.WriteAsync(DiagnosticText.Format([.. host.Catalog.Diagnostics, .. problems]));
        return problems.Count == 0 ? 0 : 1;
    }
}
