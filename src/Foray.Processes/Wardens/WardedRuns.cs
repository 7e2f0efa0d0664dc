using System.Collections;
using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Processes.Wardens;

/// <summary>Runs programs through wardens, one for each program that runs at the same time. They are kept for the programs that follow.</summary>
internal sealed class WardedRuns(IReadOnlyList<string> command, Children children, Poller poller, Termination termination, TimeProvider time) : IFiledRuns
{
    private readonly ConcurrentStack<Warden> _idle = new();
    private readonly Lazy<IReadOnlyList<string>> _environment = new(OwnEnvironment);
    private volatile bool _closed;

    public async Task<ProgramEnd> RunAsync(FiledProgram program, CancellationToken cancellationToken)
    {
        var (started, since) = (time.GetUtcNow(), time.GetTimestamp());
        var warden = await StartAsync(program);
        WardenReply? reply = null;
        try
        {
            await using (cancellationToken.UnsafeRegister(static warden => ((Warden)warden!).Stop(), warden))
                reply = await warden.ReceiveAsync();
        }
        finally
        {
            if (reply is { Survivor: 0 })
                Keep(warden);
            else
                warden.Dispose();
        }

        if (reply is null)
            await EndOrphansAsync(warden, program);
        cancellationToken.ThrowIfCancellationRequested();
        return reply is { } told ? EndOf(told, program) : new ProgramEnd(null, started, time.GetElapsedTime(since));
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryPop(out var warden))
            warden.Dispose();
    }

    private async Task<Warden> StartAsync(FiledProgram program)
    {
        while (_idle.TryPop(out var idle))
        {
            if (!idle.IsGone && await TryStartAsync(idle, program))
                return idle;
            idle.Dispose();
        }

        var fresh = new Warden(command, _environment.Value, children, poller);
        if (await TryStartAsync(fresh, program))
            return fresh;
        fresh.Dispose();
        throw DoesNotAnswer();
    }

    private static async Task<bool> TryStartAsync(Warden warden, FiledProgram program)
    {
        try
        {
            await warden.StartAsync(program);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Keep(Warden warden)
    {
        _idle.Push(warden);
        if (_closed)
            Dispose();
    }

    /// <summary>Its warden was killed: whatever bears the mark has nobody who watches over it.</summary>
    private Task EndOrphansAsync(Warden warden, FiledProgram program) =>
        warden.HasGreeted ? termination.EndAsync(null, program.Mark, program.Request.Grace, CancellationToken.None) : throw DoesNotAnswer();

    private static ProgramEnd EndOf(in WardenReply reply, FiledProgram program)
    {
        if (reply.StartError != 0)
            throw StartErrors.From(reply.StartError, program.Request);
        if (reply.Survivor != 0)
            throw Termination.CannotEnd(reply.Survivor);
        return new ProgramEnd(ExitStatus.ToCode(reply.Status), new DateTimeOffset(reply.Started, TimeSpan.Zero), TimeSpan.FromTicks(reply.Elapsed))
        {
            Resources = reply.Usage.ToUse(),
            LeftRunning = reply.LeftRunning,
        };
    }

    private DiagnosticException DoesNotAnswer() => new(Diagnostic.Error(
        "FORAY376", $"the process that starts programs, '{string.Join(' ', command)}', ended before it started any", "see that the memory of this computer and the limits on processes allow for it"));

    // The runtime's door for debuggers is a thread and two files for every process.
    private static IReadOnlyList<string> OwnEnvironment() =>
        [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}"), "DOTNET_EnableDiagnostics=0"];
}
