using Foray.Sdk.Plugins;

namespace Foray.Sdk.Commands;

/// <summary>
/// A subcommand of <c>foray</c>, named as the plugin; its options record gives the arguments and options. With <c>[ExtendsCommand("run")]</c> its options are added to that
/// command instead, and it is loaded and run where one of them is given. Help shows both from the manifest alone.
/// </summary>
[PluginKind("command")]
public interface ICommand
{
    /// <summary>Does the work; one that extends a command is run before it, and a result other than 0 ends the command. When cancelled, by Ctrl-C, it ends soon, and not as done.</summary>
    /// <returns>The exit code: 0 done; 1 what was asked for failed. Wrong usage and the environment are reported by <see cref="Diagnostics.DiagnosticException"/>.</returns>
    Task<int> RunAsync(ICommandContext context, CancellationToken cancellationToken);

    /// <summary>For one that extends a command: runs after it, whatever it returned. Default: keeps its exit code.</summary>
    /// <param name="context">What it gets from the host.</param>
    /// <param name="exitCode">What the command returned.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl-C.</param>
    Task<int> AfterAsync(ICommandContext context, int exitCode, CancellationToken cancellationToken) => Task.FromResult(exitCode);
}
