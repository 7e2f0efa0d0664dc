using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Keeping;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.HandOff;

/// <summary>Hands programs of this station over. See docs/adr/0037-the-hand-off.md for the protocol.</summary>
internal sealed class HandOff(ProgramStore store, Departure departure, Turns turns, IHandOffSteps steps, TimeProvider time, ILogger<HandOff> logger) : IHandOff
{
    /// <summary>Time between two attempts to decide while the ledger or the store cannot be used.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<HandOffOutcome> MigrateAsync(ProgramSnapshot snapshot, string destination, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(snapshot.Id, cancellationToken);
        try
        {
            if (!await store.PrepareAsync(snapshot, destination, cancellationToken))
                return new HandOffOutcome(HandOffErrors.LivesElsewhere(snapshot.Id, snapshot.Epoch), snapshot.Epoch);
        }
        catch (DiagnosticException exception)
        {
            return new HandOffOutcome(exception.Diagnostics[0], snapshot.Epoch);
        }

        await steps.ReachedAsync(HandOffStep.Prepared);
        return await DecideAsync(snapshot.Id, snapshot.Epoch, cancellationToken);
    }

    private async Task<HandOffOutcome> DecideAsync(string id, long epoch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // An attempt that failed half-way, or another station, may have taken it from here.
                return await store.FindAsync(id, cancellationToken) is { Phase: ProgramPhase.Prepared } program && program.Epoch == epoch
                    ? await departure.DecideAsync(program, cancellationToken)
                    : new HandOffOutcome(null, epoch + 1);
            }
            catch (DiagnosticException exception)
            {
                logger.LogWarning("The program {Id} waits for its hand-off: {Problem}", id, exception.Message);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
