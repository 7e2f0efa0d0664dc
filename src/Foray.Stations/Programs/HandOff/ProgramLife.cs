using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
using Foray.Stations.Programs.Supervision;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.HandOff;

/// <summary>Begins programs and ends them, so that ledger, store and outbox agree whatever happens in between.</summary>
internal sealed class ProgramLife(
    IStations stations, IProgramLedger ledger, ProgramStore store, IProgramStarter starter, Incarnations incarnations, Departure departure, Turns turns, ILogger<ProgramLife> logger)
{
    /// <summary>Begins a new program: a submission or a clone.</summary>
    /// <param name="snapshot">The program, with a new id and epoch 1.</param>
    /// <param name="station">Where it is to begin, which may be this station.</param>
    /// <param name="cancellationToken">Gives up; then it may have begun.</param>
    /// <exception cref="DiagnosticException">It has not begun: the station does not take it or is away, or its id is known (FORAY529).</exception>
    public async Task BeginAsync(ProgramSnapshot snapshot, string station, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(snapshot.Id, cancellationToken);
        if (station == stations.Own)
            await BeginHereAsync(snapshot, cancellationToken);
        else
            await BeginThereAsync(snapshot, station, cancellationToken);
    }

    /// <summary>Keeps the result of a program that ended here, until its reporting station has it.</summary>
    /// <returns>False where the incarnation is not here: the program lives elsewhere, and the result is void.</returns>
    /// <exception cref="DiagnosticException">It cannot be kept (FORAY527); then the program begins again when the station does.</exception>
    public async Task<bool> EndAsync(ProgramResult result, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(result.Id, cancellationToken);
        if (!await store.EndAsync(result, cancellationToken))
            return false;
        incarnations.Release(result.Id, result.Epoch);
        try
        {
            await ConfirmAsync(result.Id, result.Epoch, cancellationToken);
        }
        catch (DiagnosticException exception)
        {
            logger.LogWarning("The end of program {Id} is told later: {Problem}", result.Id, exception.Message);
        }

        return true;
    }

    /// <summary>Takes a program that ended here out of the ledger, and lets its result be told.</summary>
    /// <exception cref="DiagnosticException">The ledger or the store cannot be used; do it again later.</exception>
    public async Task ConfirmAsync(string id, long epoch, CancellationToken cancellationToken)
    {
        if (await IsOverAsync(id, new LedgerEntry(epoch, stations.Own), cancellationToken))
            await store.Outbox.ConfirmAsync(id, epoch, cancellationToken);
        else
            await store.Outbox.RemoveAsync(id, epoch, cancellationToken);
    }

    /// <returns>False where the program lives: while it was to leave, its destination took it.</returns>
    private async Task<bool> IsOverAsync(string id, LedgerEntry last, CancellationToken cancellationToken)
    {
        for (var entry = last; ;)
        {
            if (await ledger.TryRemoveAsync(id, entry, cancellationToken))
                return true;
            var now = await ledger.FindAsync(id, cancellationToken);
            // An attempt before this one removed it.
            if (now is null)
                return true;
            // It was ended after the ledger had let it stay under another epoch, and before that was kept here; or it has come back since.
            if (now.Station != stations.Own || await store.FindAsync(id, cancellationToken) is not null)
                return false;
            entry = now;
        }
    }

    private async Task BeginHereAsync(ProgramSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (starter.Refusal(snapshot) is { } refusal)
            throw new DiagnosticException(refusal);
        if (!await incarnations.ClaimAsync(snapshot.Id, snapshot.Epoch, () => store.AddAsync(snapshot, cancellationToken)))
            throw HandOffErrors.KnownAlready(snapshot.Id);
        try
        {
            await EnterAsync(snapshot, cancellationToken);
            await incarnations.StartAsync(snapshot.Id, snapshot.Epoch);
        }
        catch (Exception exception) when (exception is DiagnosticException or OperationCanceledException)
        {
            await UndoAsync(snapshot);
            throw;
        }
    }

    private async Task BeginThereAsync(ProgramSnapshot snapshot, string station, CancellationToken cancellationToken)
    {
        if (!await store.AddPreparedAsync(snapshot, station, cancellationToken))
            throw HandOffErrors.KnownAlready(snapshot.Id);
        try
        {
            await EnterAsync(snapshot, cancellationToken);
            var program = (await store.FindAsync(snapshot.Id, cancellationToken))!;
            if (await departure.OfferAsync(program, cancellationToken) is { } problem)
                throw new DiagnosticException(problem);
            var entry = await ledger.SwapAsync(program.Id, new LedgerEntry(snapshot.Epoch, stations.Own), new LedgerEntry(snapshot.Epoch + 1, station), cancellationToken);
            await departure.LeaveAsync(program, entry, cancellationToken);
        }
        catch (DiagnosticException)
        {
            // A destination whose receipt was lost may have taken it by itself.
            if ((await UndoAsync(snapshot))?.Station != station)
                throw;
        }
    }

    private async Task EnterAsync(ProgramSnapshot snapshot, CancellationToken cancellationToken)
    {
        var entry = new LedgerEntry(snapshot.Epoch, stations.Own);
        if (await ledger.AddAsync(snapshot.Id, entry, cancellationToken) != entry)
            throw HandOffErrors.KnownAlready(snapshot.Id);
    }

    /// <returns>What the ledger says then; null where the program lives nowhere.</returns>
    private async Task<LedgerEntry?> UndoAsync(ProgramSnapshot snapshot)
    {
        await store.DropAsync(snapshot.Id, snapshot.Epoch, CancellationToken.None);
        incarnations.Release(snapshot.Id, snapshot.Epoch);
        await ledger.TryRemoveAsync(snapshot.Id, new LedgerEntry(snapshot.Epoch, stations.Own), CancellationToken.None);
        return await ledger.FindAsync(snapshot.Id, CancellationToken.None);
    }
}
