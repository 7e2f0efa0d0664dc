using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.HandOff;

/// <summary>The origin's side of a hand-off, from where the program is prepared. Everything in it may be done again, by another process too: the ledger says what was decided.</summary>
internal sealed class Departure(IStations stations, IProgramLedger ledger, ProgramStore store, IProgramStarter starter, Incarnations incarnations, IHandOffSteps steps)
{
    /// <summary>Decides whether a prepared program leaves or stays, unless that is decided.</summary>
    /// <returns>Where it stays, it runs nowhere yet: the caller lets it go on, or starts it.</returns>
    /// <exception cref="DiagnosticException">Nothing is known: the ledger or the store cannot be used. It must not go on; decide again.</exception>
    /// <exception cref="OperationCanceledException">As before.</exception>
    public async Task<HandOffOutcome> DecideAsync(KeptProgram program, CancellationToken cancellationToken)
    {
        var here = new LedgerEntry(program.Epoch, stations.Own);
        var entry = await ledger.FindAsync(program.Id, cancellationToken);
        Diagnostic? problem = null;
        if (entry == here)
        {
            problem = await OfferAsync(program, cancellationToken);
            // Staying takes a new epoch too: a destination that has the program, and whose receipt was lost, can never start it then.
            var next = new LedgerEntry(program.Epoch + 1, problem is null ? program.Peer! : stations.Own);
            entry = await ledger.SwapAsync(program.Id, here, next, cancellationToken);
        }

        incarnations.Release(program.Id, program.Epoch);
        if (entry?.Station != stations.Own)
            return await LeaveAsync(program, entry, cancellationToken);
        return program.Peer == stations.Own && problem is null
            ? await ReturnAsync(program, entry.Epoch)
            : await StayAsync(program, entry.Epoch, problem ?? HandOffErrors.GivenUp(program.Id, program.Peer!));
    }

    /// <summary>Offers a prepared program to its destination.</summary>
    /// <returns>Why there is no receipt; null where there is one.</returns>
    public async Task<Diagnostic?> OfferAsync(KeptProgram program, CancellationToken cancellationToken)
    {
        var (destination, epoch) = (program.Peer!, program.Epoch + 1);
        if (await store.ReadMovingAsync(program.Id, program.Epoch, cancellationToken) is not { } moving)
            return HandOffErrors.LivesElsewhere(program.Id, program.Epoch);
        if (destination == stations.Own)
            return starter.Refusal(SnapshotFormat.Read(moving));
        try
        {
            var offer = new HandOffRequest(HandOffRequestKind.Offer, program.Id, epoch) { Origin = stations.Own, Snapshot = moving };
            var reply = HandOffReply.Read(await stations.AskAsync(destination, HandOffPart.PartName, offer.Write(), cancellationToken));
            return reply?.Receipt == Envelope.HashOf(moving) ? null : HandOffErrors.WrongReceipt(program.Id, destination);
        }
        catch (DiagnosticException refusal)
        {
            return refusal.Diagnostics[0];
        }
    }

    /// <summary>Forgets a program that left, and tells its destination. Where that hears nothing, it looks into the ledger by itself.</summary>
    public async Task<HandOffOutcome> LeaveAsync(KeptProgram program, LedgerEntry? entry, CancellationToken cancellationToken)
    {
        await steps.ReachedAsync(HandOffStep.Committed);
        await store.DropAsync(program.Id, program.Epoch, CancellationToken.None);
        if (entry?.Station == program.Peer)
            await TellAsync(program.Peer!, new HandOffRequest(HandOffRequestKind.Start, program.Id, entry!.Epoch), cancellationToken);
        return new HandOffOutcome(null, entry?.Epoch ?? program.Epoch + 1);
    }

    private async Task TellAsync(string station, HandOffRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await stations.AskAsync(station, HandOffPart.PartName, request.Write(), cancellationToken);
        }
        catch (Exception exception) when (exception is DiagnosticException or OperationCanceledException)
        {
            // It has left all the same.
        }
    }

    private async Task<HandOffOutcome> StayAsync(KeptProgram program, long next, Diagnostic problem)
    {
        var stays = await incarnations.ClaimAsync(program.Id, next, () => store.StayAsync(program.Id, program.Epoch, next, CancellationToken.None));
        return new HandOffOutcome(stays ? problem : null, next);
    }

    private async Task<HandOffOutcome> ReturnAsync(KeptProgram program, long next)
    {
        if (await incarnations.ClaimAsync(program.Id, next, () => store.ReturnAsync(program.Id, program.Epoch, next, CancellationToken.None)))
        {
            await steps.ReachedAsync(HandOffStep.Started);
            await incarnations.StartAsync(program.Id, next);
        }

        return new HandOffOutcome(null, next);
    }
}
