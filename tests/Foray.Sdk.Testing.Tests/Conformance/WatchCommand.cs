using Foray.Sdk.Commands;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Says what a file has, and may wait for it, as it should be done but for one fault.</summary>
internal sealed class WatchCommand(CommandFault fault, FakeHost host, string file, bool waits = false) : ICommand
{
    public const string Secret = "s3cret-value";

    private static int _running;
    private static TextWriter? _first;

    public async Task<int> RunAsync(ICommandContext context, CancellationToken cancellationToken)
    {
        if (fault == CommandFault.BeginsWhenCancelled && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (waits && await WaitAsync(cancellationToken) is { } code)
            return code;
        var path = Path.Combine(fault == CommandFault.WritesBesideIt ? "" : context.WorkingFolder, file);
        if (fault == CommandFault.WritesBesideIt)
            return WriteBeside(path);
        if (!File.Exists(path) && fault != CommandFault.TakesWrongUsage)
            throw fault == CommandFault.BreaksOnWrongUsage ? new FileNotFoundException(path) : new DiagnosticException(Diagnostic.Error(fault == CommandFault.ForgetsTheCode ? "" : "TEST001", $"there is no file '{file}'"));
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "";
        await SayAsync(context, text);
        return text.Length > 0 ? fault == CommandFault.EndsWithSomethingElse ? 7 : 0
            : fault == CommandFault.CallsAFailureDone ? 0
            : fault == CommandFault.CallsAFailureWrongUsage ? 2
            : 1;
    }

    public async Task<int> AfterAsync(ICommandContext context, int exitCode, CancellationToken cancellationToken)
    {
        if (fault == CommandFault.GoesOnAfterwards && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        if (fault == CommandFault.RunsAfterSuccessAlone)
            ArgumentOutOfRangeException.ThrowIfNotEqual(exitCode, 0);
        return exitCode;
    }

    private async Task<int?> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (fault != CommandFault.EndsByItself)
                await Task.Delay(Timeout.Infinite, fault == CommandFault.IgnoresTheToken ? CancellationToken.None : cancellationToken);
            return null;
        }
        catch (OperationCanceledException) when (fault == CommandFault.CallsCancelledDone)
        {
            return 0;
        }
    }

    private async Task SayAsync(ICommandContext context, string text)
    {
        if (fault == CommandFault.WorksOnce && Interlocked.Increment(ref _running) > 1)
            throw new InvalidOperationException("it runs already");
        var output = fault == CommandFault.SharesItsOutput ? Interlocked.CompareExchange(ref _first, context.Output, null) ?? context.Output : context.Output;
        await output.WriteLineAsync(fault == CommandFault.PrintsTheSecret ? Secret : text);
        if (fault == CommandFault.LogsTheSecret)
            host.Logger.LogDebug("it has {Secret}", Secret);
        if (fault == CommandFault.WritesToTheConsole)
            await Console.Error.WriteLineAsync(text);
        if (fault == CommandFault.ClosesTheOutput)
            await context.Output.DisposeAsync();
    }

    private static int WriteBeside(string path)
    {
        File.WriteAllText(path, "x");
        return 0;
    }
}
