using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Experiments.Provisioning;

/// <summary>What is left to do for a step whose time was up.</summary>
/// <param name="session">The work this is part of.</param>
/// <param name="what">The step, for people.</param>
internal sealed class CutOff(ExperimentSession session, string what)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Ends what the step still runs on machines. What cannot be ended is a warning: nothing hangs because of it.</summary>
    /// <param name="id">First part of the ids of its commands.</param>
    /// <param name="machines">The machines.</param>
    public async Task EndAsync(string id, IEnumerable<IMachine> machines)
    {
        foreach (var machine in machines)
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience, session.Clock);
                await machine.RemoveAsync(id, patience.Token);
            }
            catch (Exception error) when (error is DiagnosticException or OperationCanceledException)
            {
                session.Events.Report(Diagnostic.Warning(ExperimentCodes.StepTimedOut, $"what {what} runs on '{machine.Name}' could not be ended: {error.Message}",
                    "the next 'foray up' or 'foray down' ends it"));
            }
        }
    }

    /// <summary>Tells that its time was up.</summary>
    /// <param name="limit">The time it had.</param>
    /// <param name="where">Where it was not done, for people.</param>
    /// <param name="logs">Folder of its logs.</param>
    public Diagnostic Tell(TimeSpan limit, string where, string logs) =>
        Diagnostic.Error(ExperimentCodes.StepTimedOut, $"{what} took longer than {Duration.Format(limit)} on {where}", $"give it a longer 'timeout', or see why it hangs in {logs}");
}
