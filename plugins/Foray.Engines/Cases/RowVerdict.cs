using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;

namespace Foray.Engines.Cases;

/// <summary>The worst of what happened to a row so far.</summary>
internal sealed class RowVerdict(EngineRun engine)
{
    private const string Interrupted = "the run was interrupted";

    public RowStatus Status { get; private set; }

    /// <summary>Why the row did not pass; null where it did so far.</summary>
    public string? Message { get; private set; }

    /// <summary>Exit code of the part that decided; null where there is none.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Takes in how a part ended.</summary>
    public void Worsen(RowStatus status, string? message, int? exitCode = null)
    {
        if (status > Status || (status == RowStatus.Passed && Status == RowStatus.Passed))
            (Status, Message, ExitCode) = (status, message, exitCode);
    }

    /// <summary>Takes in that the run ended before a part began.</summary>
    public void Interrupt() => Worsen(RowStatus.Interrupted, Interrupted);

    /// <summary>Does a part that has no end of its own to tell, and takes in what goes wrong.</summary>
    public async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (engine.HasEnded)
        {
            Interrupt();
        }
        catch (DiagnosticException error)
        {
            Worsen(RowStatus.Failed, error.Reason());
        }
        catch (Exception fault)
        {
            engine.Abort(fault);
            Interrupt();
        }
    }
}
