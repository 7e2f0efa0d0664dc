using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Foray.Cli.Commands;
using Foray.Cli.Commands.Agents;
using Foray.Cli.Commands.Jobs;
using Foray.Cli.Commands.Plugins;
using Foray.Cli.Commands.Programs;
using Foray.Cli.Commands.Runs;
using Foray.Cli.Commands.Stations;
using Foray.Cli.Extending;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Processes.Wardens;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli;

internal static class Program
{
    /// <summary>The commands that have commands of their own.</summary>
    public static readonly string[] GroupNames = [PluginCommand.Name, RunsCommand.Name, RecordCommand.Name, JobCommand.Name, AgentCommand.Name, ProgramCommand.Name, StationCommand.Name];

    private sealed record Entry(string Name, Func<Command> Create);

    private static readonly Entry[] Commands =
    [
        new("check", CheckCommand.Create),
        new("plan", PlanCommand.Create),
        new("up", UpCommand.Create),
        new("run", RunCommand.Create),
        new("status", StatusCommand.Create),
        new("logs", LogsCommand.Create),
        new("ssh", SshCommand.Create),
        new("collect", CollectCommand.Create),
        new("down", DownCommand.Create),
        new("doctor", DoctorCommand.Create),
        new(JobCommand.Name, JobCommand.Create),
        new(StationCommand.Name, StationCommand.Create),
        new(AgentCommand.Name, AgentCommand.Create),
        new(ProgramCommand.Name, ProgramCommand.Create),
        new("serve", ServeCommand.Create),
        new("init", InitCommand.Create),
        new("schema", SchemaCommand.Create),
        new(RunsCommand.Name, RunsCommand.Create),
        new(RecordCommand.Name, RecordCommand.Create),
        new(PluginCommand.Name, PluginCommand.Create),
    ];

    /// <summary>Names that no plugin's command can have.</summary>
    public static IEnumerable<string> CommandNames => Commands.Select(command => command.Name);

    /// <summary>Waits where it could go on: a short command that has nothing to wait for should not load what waiting takes.</summary>
    public static int Main(string[] arguments)
    {
        if (arguments is [WardenProgram.Argument])
            return WardenProgram.Run();
        if (arguments is ["check", ..])
            CheckCommand.WarmUp();
        var root = RootFor(arguments);
        var parsed = root.Parse(arguments);
        try
        {
            if (NeedsPlugins(parsed))
                parsed = WithPlugins(root, parsed, arguments);
            // Work on experiments has a Ctrl-C of its own; everything else ends at once. Exceptions end up below.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            var exitCode = parsed.Action is AsynchronousCommandLineAction
                ? parsed.InvokeAsync(configuration).GetAwaiter().GetResult()
                : parsed.Invoke(configuration);
            return parsed.Action is ParseErrorAction ? ExitCode.Usage : exitCode;
        }
        catch (Exception error)
        {
            return Faults.Report(error, parsed.GetValue(CommonOptions.Debug));
        }
    }

    /// <summary>Only the command that is asked for is made, because making them all takes a tenth of a start; all of them where none is.</summary>
    private static RootCommand RootFor(string[] arguments)
    {
        var root = new RootCommand("Foray runs experiments on machines and keeps what they produce.") { CommonOptions.Debug, CommonOptions.Plugins };
        var isKnown = arguments.Length > 0 && Array.Exists(Commands, command => command.Name == arguments[0]);
        foreach (var (name, create) in Commands)
            if (!isKnown || name == arguments[0])
                root.Subcommands.Add(create());
        return root;
    }

    /// <summary>Commands and options of plugins matter only in help, and where the program's own do not explain what was typed.</summary>
    private static bool NeedsPlugins(ParseResult parsed)
    {
        var isOfGroup = IsGroup(parsed.CommandResult) || (parsed.CommandResult.Parent is CommandResult parent && IsGroup(parent));
        return !isOfGroup && (parsed.Action is HelpAction || parsed.Errors.Count > 0
            || parsed.Tokens.Any(token => token.Type == TokenType.Argument && token.Value.StartsWith('-')));
    }

    private static bool IsGroup(CommandResult result) => GroupNames.Contains(result.Command.Name);

    private static ParseResult WithPlugins(RootCommand root, ParseResult parsed, string[] arguments)
    {
        PluginCommands commands;
        try
        {
            commands = new PluginCommands(PluginRun.CatalogOf(parsed));
        }
        catch (DiagnosticException failure) when (parsed.Action is HelpAction)
        {
            // Whoever needs help gets it, whatever is wrong with the settings.
            DiagnosticOutput.WriteErrors(failure.Diagnostics);
            return parsed;
        }

        if (parsed.CommandResult.Command != root)
            DiagnosticOutput.WriteErrors(PluginCommands.ExtendCommands(root, commands.Extensions));
        else if (!commands.AddSubcommands(root, parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null))
            DiagnosticOutput.WriteErrors(commands.Refused);
        return root.Parse(arguments);
    }
}
