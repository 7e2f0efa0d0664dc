using System.CommandLine;
using Foray.Cli.Commands;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Configuration.Hosting;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Sdk.Commands;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Extending;

/// <summary>One use of a plugin of kind <c>command</c>. Its package is loaded when it begins.</summary>
internal sealed class PluginRun
{
    private readonly PluginScope _scope;
    private readonly PluginDescription _plugin;
    private readonly OptionSymbols _symbols;
    private readonly ParseResult _parsed;
    private readonly Context _context;
    private ICommand? _command;

    /// <param name="scope">Owns the plugin.</param>
    /// <param name="plugin">The plugin.</param>
    /// <param name="symbols">Its options.</param>
    /// <param name="parsed">The command line.</param>
    public PluginRun(PluginScope scope, PluginDescription plugin, OptionSymbols symbols, ParseResult parsed)
    {
        (_scope, _plugin, _symbols, _parsed) = (scope, plugin, symbols, parsed);
        _context = new Context(parsed.CommandResult.Command.Name, Directory.GetCurrentDirectory(), Console.Out);
    }

    /// <summary>A scope for the plugins of one command line.</summary>
    public static PluginScope OpenScope(ParseResult parsed)
    {
        var observer = new PlainProgress(Console.Error, Console.Error, parsed.GetValue(CommonOptions.Debug));
        return new PluginScope(CatalogOf(parsed), new PluginLoader(HostServices.Of(observer)));
    }

    /// <summary>The plugins that a command line can use: those of the folder of the file that it names, or of the current one.</summary>
    public static PluginCatalog CatalogOf(ParseResult parsed)
    {
        var folder = FolderOf(parsed);
        return HostServices.CatalogOf(folder, HostServices.SettingsOf(folder).Plugins, CommonOptions.PluginsOf(parsed));
    }

    /// <summary>Makes the plugin from its options and runs it.</summary>
    public async Task<int> BeforeAsync(CancellationToken cancellationToken)
    {
        var options = _symbols.Read(_parsed);
        var problems = new OptionsChecker().Check(options, _symbols.Schema);
        DiagnosticOutput.WriteErrors(problems);
        if (ExitCode.Of(problems) is var refusal and not ExitCode.Done)
            return refusal;
        _command = await _scope.Driver<ICommand>().UseAsync(_plugin.QualifiedName, options, "command line");
        return await CallAsync(() => _command.RunAsync(_context, cancellationToken), cancellationToken);
    }

    /// <summary>Tells the plugin how the command ended that it extends.</summary>
    public Task<int> AfterAsync(int exitCode, CancellationToken cancellationToken) =>
        CallAsync(() => _command!.AfterAsync(_context, exitCode, cancellationToken), cancellationToken);

    private async Task<int> CallAsync(Func<Task<int>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception error) when (error is not DiagnosticException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw PluginLoader.Fault(_plugin, "failed while it ran", error);
        }
    }

    private static string FolderOf(ParseResult parsed)
    {
        var file = parsed.CommandResult.Command.Arguments.OfType<Argument<string>>().FirstOrDefault(argument => argument.Name == "file");
        return file is not null && parsed.GetValue(file) is { Length: > 0 } given && File.Exists(given)
            ? Path.GetDirectoryName(Path.GetFullPath(given))!
            : Directory.GetCurrentDirectory();
    }

    private sealed record Context(string Name, string WorkingFolder, TextWriter Output) : ICommandContext;
}
