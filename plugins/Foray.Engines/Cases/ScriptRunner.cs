using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Cases;

/// <summary>Runs one script on one machine, or waits for the end of one that an earlier run started.</summary>
internal sealed class ScriptRunner(EngineRun engine, IMachine machine, CommandSpec command, string name, string folder)
{
    private static readonly TimeSpan GraceAfterTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GraceAtInterrupt = TimeSpan.FromSeconds(2);

    private readonly DateTimeOffset _begun = engine.Time.GetUtcNow();
    private CommandHandle? _handle;
    private CommandEnd? _end;

    public async Task<ScriptEnd> RunAsync(AttemptClock clock)
    {
        var (status, message) = await RunToStatusAsync(clock);
        var result = new ScriptResult(name, status, _end?.ExitCode, _end?.Started ?? _begun, _end?.Elapsed ?? engine.Time.GetUtcNow() - _begun);
        var left = new ScriptFolder(folder);
        left.Record(result);
        if (engine.Run.HasSecrets)
            left.Mask(engine.Run.Mask);
        var metrics = left.ReadMetrics(out var unreadable);
        if (unreadable.Count > 0)
            engine.Run.Logger.LogWarning("{Command} on {Machine}: lines {Lines} of its metrics are neither name=value nor a JSON object of numbers",
                command.Id, machine.Name, string.Join(", ", unreadable));
        return new ScriptEnd(result, message, metrics);
    }

    private async Task<(RowStatus Status, string? Message)> RunToStatusAsync(AttemptClock clock)
    {
        try
        {
            var outcome = await StartAndWaitAsync(clock);
            await engine.FinishAsync(token => machine.CollectAsync(_handle!, folder, token));
            return outcome;
        }
        catch (OperationCanceledException) when (engine.HasEnded)
        {
            await StopAsync();
            return (RowStatus.Interrupted, "the run was interrupted");
        }
        catch (DiagnosticException error)
        {
            return (RowStatus.Failed, error.Reason());
        }
        catch (Exception fault)
        {
            engine.Abort(fault);
            await StopAsync();
            return (RowStatus.Interrupted, "the run was ended by a fault");
        }
    }

    private async Task<(RowStatus Status, string? Message)> StartAndWaitAsync(AttemptClock clock)
    {
        _handle = await machine.StartAsync(command, engine.Token);
        try
        {
            _end = await machine.WaitAsync(_handle, clock.Token);
        }
        catch (OperationCanceledException) when (clock.IsOver)
        {
            await machine.StopAsync(_handle, GraceAfterTimeout, engine.Token);
            _end = await machine.WaitAsync(_handle, engine.Token);
            return (RowStatus.TimedOut, $"timed out after {Duration.Format(clock.Limit!.Value)}; its process group was ended");
        }

        return _end.ExitCode switch
        {
            0 => (RowStatus.Passed, null),
            null => (RowStatus.Failed, $"script '{name}' ended without an exit code (killed from outside, or the machine restarted)"),
            { } code => (RowStatus.Failed, string.Create(CultureInfo.InvariantCulture, $"script '{name}' ended with exit code {code}")),
        };
    }

    /// <summary>Stops the command when the run has to end, also one whose start was not seen, and keeps what it left.</summary>
    private Task StopAsync() => engine.CleanUpAsync(
        async token =>
        {
            _handle ??= await machine.AttachAsync(command.Id, token);
            if (_handle is null)
                return;
            await machine.StopAsync(_handle, GraceAtInterrupt, token);
            _end = await machine.WaitAsync(_handle, token);
            await machine.CollectAsync(_handle, folder, token);
        },
        $"stopping '{command.Id}' on '{machine.Name}'");
}
