using System.Runtime.ExceptionServices;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Cases;

/// <summary>What all parts of one run share: what it is of, and its end, whether asked for or caused by a fault.</summary>
internal abstract class EngineRun : IDisposable
{
    /// <summary>Longest time that cleaning up takes after the run was cancelled.</summary>
    private static readonly TimeSpan LongestCleanUp = TimeSpan.FromSeconds(30);

    private readonly CancellationToken _asked;
    private readonly CancellationTokenSource _ended;
    private ExceptionDispatchInfo? _fault;

    /// <param name="run">What it is of.</param>
    /// <param name="time">The time.</param>
    /// <param name="variables">Environment variables that the experiment gives.</param>
    /// <param name="asked">Asks it to end.</param>
    protected EngineRun(IExperimentRun run, TimeProvider time, IReadOnlyDictionary<string, Variable>? variables, CancellationToken asked)
    {
        (Run, Time, _asked) = (run, time, asked);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(asked);
        Variables = CaseEnvironment.Variables(variables, run);
    }

    public IExperimentRun Run { get; }

    public TimeProvider Time { get; }

    /// <summary>Values of the variables of the file and of the experiment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Cancelled when the run has to end.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>True when the run has to end.</summary>
    public bool HasEnded => _ended.IsCancellationRequested;

    /// <summary>True where somebody asked it to end.</summary>
    public bool IsInterrupted => _asked.IsCancellationRequested;

    /// <summary>Ends the run because of a fault; the first one is reported.</summary>
    public void Abort(Exception fault)
    {
        Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(fault), null);
        _ended.Cancel();
    }

    /// <summary>Throws what ended the run early.</summary>
    public void ThrowIfEnded()
    {
        _fault?.Throw();
        _asked.ThrowIfCancellationRequested();
    }

    /// <summary>Does what has to be done even when the run has to end: then it gets some time more. The work may be begun twice.</summary>
    public async Task FinishAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            if (!HasEnded)
            {
                await work(Token);
                return;
            }
        }
        catch (OperationCanceledException) when (HasEnded)
        {
        }

        using var extra = new CancellationTokenSource(LongestCleanUp, Time);
        await work(extra.Token);
    }

    /// <summary>Like <see cref="FinishAsync"/>, for work whose failure changes no result.</summary>
    public async Task CleanUpAsync(Func<CancellationToken, Task> work, string what)
    {
        try
        {
            await FinishAsync(work);
        }
        catch (Exception error) when (error is DiagnosticException or OperationCanceledException)
        {
            Run.Logger.LogWarning("{What} failed: {Reason}", what, error.Message);
        }
    }

    public void Dispose() => _ended.Dispose();
}
