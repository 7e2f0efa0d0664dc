using System.CommandLine;
using System.CommandLine.Invocation;
using Foray.Cli.Hosting;
using Foray.Cli.Output;

namespace Foray.Cli.Extending;

/// <summary>A command with extensions around it: those of which an option is given run before it, in the order of their names, and after it in reverse.</summary>
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
        using (var interruption = new Interruption())
        {
            foreach (var run in runs)
                if (await run.BeforeAsync(interruption.Token) is var refusal and not ExitCode.Done)
                    return refusal;
        }

        // The command has a Ctrl-C of its own.
        var exitCode = await InnerAsync(parseResult, cancellationToken);
        using var ending = new Interruption();
        foreach (var run in runs.AsEnumerable().Reverse())
            exitCode = await run.AfterAsync(exitCode, ending.Token);
        return exitCode;
    }

    private async Task<int> InnerAsync(ParseResult parsed, CancellationToken cancellationToken) => inner switch
    {
        AsynchronousCommandLineAction action => await action.InvokeAsync(parsed, cancellationToken),
        SynchronousCommandLineAction action => action.Invoke(parsed),
        _ => throw new InvalidOperationException($"a command cannot have a {inner.GetType()}"),
    };
}
