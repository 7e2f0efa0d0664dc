using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Extending;

/// <summary>A plugin as a subcommand, from its manifest.</summary>
internal static class PluginSubcommand
{
    /// <param name="name">What was typed.</param>
    /// <param name="plugin">The plugin.</param>
    /// <param name="root">The program's command, whose options all commands have.</param>
    /// <exception cref="DiagnosticException">One of its options is taken.</exception>
    public static Command Create(string name, PluginDescription plugin, RootCommand root)
    {
        var symbols = OptionSymbols.ForCommand(plugin.ReadSchema());
        if (symbols.CollisionWith(root.Options) is { } taken)
            throw new DiagnosticException(Diagnostic.Error(CliCodes.CommandTaken,
                $"the command '{plugin.Name}' of package '{plugin.Package.Name}' cannot be used: all commands have the option '{taken}' already", "tell its author"));
        var command = new Command(name, plugin.Description);
        symbols.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using var scope = PluginRun.OpenScope(parsed);
            return await new PluginRun(scope, plugin, symbols, parsed).BeforeAsync(interruption.Token);
        });
        return command;
    }
}
