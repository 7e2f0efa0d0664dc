using System.CommandLine;
using System.CommandLine.Invocation;
using Foray.Cli.Commands;
using Foray.Cli.Hosting;
using Foray.Cli.Output;

namespace Foray.Cli.Extending;

/// <summary>A command with extensions around it: those of which an option is given run before it, in the order of their names, and those that ran run after it in reverse, however it ended.</summary>
/// <param name="inner">The command's own action.</param>
/// <param name="extensions">The extensions.</param>
internal sealed class ExtendedAction(CommandLineAction inner, IReadOnlyList<CommandExtension> extensions) : AsynchronousCommandLineAction
{
    public override async Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default)
    {
        var given = extensions.Where(extension => extension.Symbols.IsGiven(parseResult)).ToList();
        if (given.Count == 0)
            return await InnerAsync(parseResult, cancellationToken);
        await using var scope = PluginRun.OpenScope(parseResult);
        var runs = given.Select(extension => new PluginRun(scope, extension.Plugin, extension.Symbols, parseResult)).ToList();
        var debug = parseResult.GetValue(CommonOptions.Debug);
        var ran = new Stack<PluginRun>();
        var exitCode = await ReportedAsync(() => BeforeAsync(runs, ran), debug);
        if (exitCode == ExitCode.Done)
            exitCode = await ReportedAsync(() => InnerAsync(parseResult, cancellationToken), debug); // the command has a Ctrl-C of its own
        using var ending = new Interruption();
        while (ran.TryPop(out var run))
        {
            var before = exitCode;
            exitCode = await ReportedAsync(() => run.AfterAsync(before, ending.Token), debug);
        }

        return exitCode;
    }

    private static async Task<int> BeforeAsync(IReadOnlyList<PluginRun> runs, Stack<PluginRun> ran)
    {
        using var interruption = new Interruption();
        foreach (var run in runs)
        {
            if (await run.BeforeAsync(interruption.Token) is var refusal and not ExitCode.Done)
                return refusal;
            ran.Push(run);
        }

        return ExitCode.Done;
    }

    /// <summary>Tells at once what a step throws, so that those that ran before hear how it ended.</summary>
    private static async Task<int> ReportedAsync(Func<Task<int>> step, bool debug)
    {
        try
        {
            return await step();
        }
        catch (Exception error)
        {
            return Faults.Report(error, debug);
        }
    }

    private async Task<int> InnerAsync(ParseResult parsed, CancellationToken cancellationToken) => inner switch
    {
        AsynchronousCommandLineAction action => await action.InvokeAsync(parsed, cancellationToken),
        SynchronousCommandLineAction action => action.Invoke(parsed),
        _ => throw new InvalidOperationException($"a command cannot have a {inner.GetType()}"),
    };
}
