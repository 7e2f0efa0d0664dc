using System.CommandLine;
using System.Text;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Experiments.Access;
using Foray.Processes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Cli.Commands;

/// <summary><c>foray ssh</c>: a shell on a machine, or a command there, whatever the machine is reached with.</summary>
internal static class SshCommand
{
    public static Command Create()
    {
        var node = new Argument<string>("machine") { Description = "Name of a machine, or a label that one machine has; 'user@' before it logs in as another user.", HelpName = "[USER@]MACHINE" };
        var line = new Argument<string[]>("command") { Description = "A command to run there instead of a shell, after '--'.", Arity = ArgumentArity.ZeroOrMore };
        var file = CommonOptions.FileOption();
        var output = CommonOptions.Output();
        var command = new Command("ssh", "Open a shell on a machine that is up, or run a command there. Ends with the command's exit code.") { node, line, file, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var paths = CommonOptions.Paths(parsed, file, output);
            await using var access = new MachineAccess(paths, HostServices.Create(paths.Folder, SilentObserver.Instance, CommonOptions.PluginsOf(parsed)));
            var (user, name) = Split(parsed.GetValue(node)!);
            var words = parsed.GetValue(line) ?? [];
            var request = new TerminalRequest
            {
                User = user,
                Command = words.Length == 0 ? null : string.Join(' ', words),
                IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
            };
            return await RunAsync(access.FindOne(name), request, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(IMachine machine, TerminalRequest request, CancellationToken cancellationToken)
    {
        if (await machine.FindTerminalAsync(request, cancellationToken) is { } terminal)
            return await TerminalProcess.RunAsync(terminal);
        if (request.Command is not { } command || request.User is not null)
            throw new DiagnosticException(Diagnostic.Error(CliCodes.NoTerminal, $"machine '{machine.Name}' has no terminal for people",
                $"run one command: foray ssh {machine.Name} -- COMMAND"));
        var result = await machine.ExecuteAsync(new ExecutionRequest(command), cancellationToken);
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(result.Output, cancellationToken);
        await using var error = Console.OpenStandardError();
        await error.WriteAsync(Encoding.UTF8.GetBytes(result.Error), cancellationToken);
        return result.ExitCode;
    }

    private static (string? User, string Machine) Split(string node)
    {
        var at = node.LastIndexOf('@');
        var (user, machine) = at < 0 ? (null, node) : (node[..at], node[(at + 1)..]);
        return machine.Length > 0 && user is null or { Length: > 0 } && user?.StartsWith('-') is not true
            ? (user, machine)
            : throw new DiagnosticException(Diagnostic.Error(CliCodes.NoTerminal, $"'{node}' is no machine", "write MACHINE or USER@MACHINE"));
    }
}
