using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Microsoft.Extensions.Logging;

namespace Foray.Software.Shell;

/// <summary>One run of the script on one machine.</summary>
internal sealed class ShellInstallation(string what, IShellScript options, IInstallContext context, IMachine machine, TimeProvider time)
{
    /// <summary>The script ended with another exit code than 0.</summary>
    public const string Failed = "FORAY531";

    /// <summary>The script did not end in time.</summary>
    public const string TimedOut = "FORAY532";

    private static readonly TimeSpan GraceAfterTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GraceAtInterrupt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestCleanUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly string _folder = context.LogFolder(machine);

    private string CommandId => $"{context.Id}/install";

    /// <summary>Runs the script on all machines of a context at once, and reports each.</summary>
    public static Task RunOnAllAsync(string what, IShellScript script, IInstallContext context, TimeProvider time, CancellationToken cancellationToken) =>
        Task.WhenAll(context.Machines.Select(async machine =>
        {
            try
            {
                context.Report(machine, await new ShellInstallation(what, script, context, machine, time).RunAsync(cancellationToken));
            }
            catch (DiagnosticException error)
            {
                context.Report(machine, new InstallOutcome(Changed: false, error.Diagnostics[0]));
            }
        }));

    private async Task<InstallOutcome> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var failure = await InstallAsync(cancellationToken);
            await machine.RemoveAsync(context.Id, cancellationToken);
            return new InstallOutcome(Changed: true, failure);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await StopAsync();
            throw;
        }
    }

    private async Task<Diagnostic?> InstallAsync(CancellationToken cancellationToken)
    {
        var command = new CommandSpec(CommandId, options.Script)
        {
            Interpreter = [options.Executable],
            WorkingFolder = context.Id,
            Environment = context.Variables,
        };
        var handle = await machine.StartAsync(command, cancellationToken);
        var end = await WaitAsync(handle, cancellationToken);
        await machine.CollectAsync(handle, _folder, cancellationToken);
        return end is null
            ? Refusal(TimedOut, $"timed out after {Duration.Format(options.Timeout)}")
            : end.ExitCode switch
            {
                0 => null,
                null => Refusal(Failed, "ended without an exit code (killed from outside, or the machine restarted)"),
                { } code => Refusal(Failed, string.Create(CultureInfo.InvariantCulture, $"failed with exit code {code}")),
            };
    }

    /// <returns>How the script ended; null where its time was up, and it has been stopped.</returns>
    private async Task<CommandEnd?> WaitAsync(CommandHandle handle, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.Timeout < LongestTimer ? options.Timeout : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await machine.WaitAsync(handle, either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await machine.StopAsync(handle, GraceAfterTimeout, cancellationToken);
            return null;
        }
    }

    private Diagnostic Refusal(string code, string end)
    {
        var reason = LastErrorLine() is { } line ? $": {line}" : "";
        return Diagnostic.Error(code, $"{what} on '{machine.Name}' {end}{reason}", $"see what it wrote in {_folder}, and run 'foray up' again");
    }

    private string? LastErrorLine()
    {
        var file = Path.Combine(_folder, "stderr");
        return File.Exists(file) ? File.ReadLines(file).Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) : null;
    }

    /// <summary>Stops the script when everything is cancelled, also one whose start was not seen, and keeps what it wrote.</summary>
    private async Task StopAsync()
    {
        using var extra = new CancellationTokenSource(LongestCleanUp, time);
        try
        {
            if (await machine.AttachAsync(CommandId, extra.Token) is not { } handle)
                return;
            await machine.StopAsync(handle, GraceAtInterrupt, extra.Token);
            await machine.CollectAsync(handle, _folder, extra.Token);
            await machine.RemoveAsync(context.Id, extra.Token);
        }
        catch (Exception error) when (error is DiagnosticException or OperationCanceledException)
        {
            context.Logger.LogWarning("stopping '{Command}' on '{Machine}' failed: {Reason}", CommandId, machine.Name, error.Message);
        }
    }
}
