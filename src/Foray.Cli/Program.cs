using System.CommandLine;
using System.CommandLine.Invocation;
using Foray.Cli.Commands;
using Foray.Cli.Hosting;
using Foray.Cli.Output;

namespace Foray.Cli;

internal static class Program
{
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("check", CheckCommand.Create),
        ("plan", PlanCommand.Create),
        ("up", UpCommand.Create),
        ("run", RunCommand.Create),
        ("status", StatusCommand.Create),
        ("logs", LogsCommand.Create),
        ("down", DownCommand.Create),
        ("init", InitCommand.Create),
        ("schema", SchemaCommand.Create),
    ];

    public static async Task<int> Main(string[] arguments)
    {
        var parsed = RootFor(arguments).Parse(arguments);
        try
        {
            // Work on experiments has a Ctrl-C of its own; everything else ends at once. Exceptions end up below.
            var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
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
        var root = new RootCommand("Foray runs experiments on machines and keeps what they produce.") { CommonOptions.Debug };
        var isKnown = arguments.Length > 0 && Array.Exists(Commands, command => command.Name == arguments[0]);
        foreach (var (name, create) in Commands)
            if (!isKnown || name == arguments[0])
                root.Subcommands.Add(create());
        return root;
    }
}
