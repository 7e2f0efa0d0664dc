using System.CommandLine;
using System.CommandLine.Invocation;
using Foray.Cli.Commands;
using Foray.Cli.Hosting;
using Foray.Cli.Output;

namespace Foray.Cli;

internal static class Program
{
    private sealed record Entry(string Name, Func<Command> Create);

    private static readonly Entry[] Commands =
    [
        new("check", CheckCommand.Create),
        new("plan", PlanCommand.Create),
        new("up", UpCommand.Create),
        new("run", RunCommand.Create),
        new("status", StatusCommand.Create),
        new("logs", LogsCommand.Create),
        new("down", DownCommand.Create),
        new("init", InitCommand.Create),
        new("schema", SchemaCommand.Create),
    ];

    /// <summary>Waits where it could go on: a short command that has nothing to wait for should not load what waiting takes.</summary>
    public static int Main(string[] arguments)
    {
        var parsed = RootFor(arguments).Parse(arguments);
        try
        {
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
        var root = new RootCommand("Foray runs experiments on machines and keeps what they produce.") { CommonOptions.Debug };
        var isKnown = arguments.Length > 0 && Array.Exists(Commands, command => command.Name == arguments[0]);
        foreach (var (name, create) in Commands)
            if (!isKnown || name == arguments[0])
                root.Subcommands.Add(create());
        return root;
    }
}
