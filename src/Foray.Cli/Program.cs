using System.CommandLine;
using System.CommandLine.Invocation;
using Foray.Cli.Commands;
using Foray.Cli.Hosting;
using Foray.Cli.Output;

namespace Foray.Cli;

internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Foray runs experiments on machines and keeps what they produce.")
        {
            CommonOptions.Debug,
            CheckCommand.Create(),
            PlanCommand.Create(),
            UpCommand.Create(),
            RunCommand.Create(),
            StatusCommand.Create(),
            LogsCommand.Create(),
            DownCommand.Create(),
            InitCommand.Create(),
            SchemaCommand.Create(),
        };
        var parsed = root.Parse(arguments);
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
}
