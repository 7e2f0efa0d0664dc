using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.HandOff;

/// <summary>Goes on with what a process before this one, or another station, has left: at the start of the station, and again for what waits for others.</summary>
internal sealed class Recovery(
    IStations stations,
    IProgramLedger ledger,
    ProgramStore store,
    Departure departure,
    Arrival arrival,
    ProgramLife life,
    Incarnations incarnations,
    Turns turns,
    TimeProvider time,
    ILogger<Recovery> logger)
{
    /// <summary>Time between two passes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>How long an origin may be away before the destination that has its program takes it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Id, long Epoch), long> _awaySince = [];

    /// <summary>Passes at once, and then in intervals, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await PassAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogWarning("The programs of this station wait: {Problem}", exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Looks once at each program that this process does not run. One that has to wait delays no other. Passes must not overlap.</summary>
    /// <exception cref="DiagnosticException">The store cannot be read.</exception>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await store.Outbox.ListAsync(cancellationToken))
            if (!entry.IsConfirmed)
                await TryAsync(entry.Id, () => life.ConfirmAsync(entry.Id, entry.Epoch, cancellationToken), cancellationToken);
        var programs = await store.ListAsync(cancellationToken);
        foreach (var program in programs)
            await TryAsync(program.Id, () => GoOnAsync(program.Id, cancellationToken), cancellationToken);
        foreach (var gone in _awaySince.Keys.Except(programs.Select(program => (program.Id, program.Epoch))).ToList())
            _awaySince.Remove(gone);
    }

    private async Task TryAsync(string id, Func<Task> work, CancellationToken cancellationToken)
    {
        // Somebody who decides about it now does so with newer knowledge.
        using var turn = turns.TryTake(id);
        if (turn is null)
            return;
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            // A fault in one, too, must not keep the others from going on.
            cancellationToken.ThrowIfCancellationRequested();
            logger.LogWarning("The program {Id} waits: {Problem}", id, exception.Message);
        }
    }

    private async Task GoOnAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } program || incarnations.Has(id, program.Epoch))
            return;
        await (program.Phase switch
        {
            ProgramPhase.Running => BeginAgainAsync(program, cancellationToken),
            ProgramPhase.Prepared => DecideAsync(program, cancellationToken),
            _ => WaitAsync(program, cancellationToken),
        });
    }

    private async Task BeginAgainAsync(KeptProgram program, CancellationToken cancellationToken)
    {
        var entry = await ledger.FindAsync(program.Id, cancellationToken);
        if (entry is not null && entry.Station != stations.Own)
        {
            await store.DropAsync(program.Id, program.Epoch, cancellationToken);
            return;
        }

        // What runs here and the ledger does not know is new, or the ledger has lost its content: a program that ended is not in this phase.
        var next = new LedgerEntry(Math.Max(program.Epoch, entry?.Epoch ?? 0) + 1, stations.Own);
        var now = entry is null
            ? await ledger.AddAsync(program.Id, next, cancellationToken)
            : await ledger.SwapAsync(program.Id, entry, next, cancellationToken);
        if (now == next && await incarnations.ClaimAsync(program.Id, next.Epoch, () => store.StayAsync(program.Id, program.Epoch, next.Epoch, CancellationToken.None)))
            await incarnations.StartAsync(program.Id, next.Epoch);
    }

    private async Task DecideAsync(KeptProgram program, CancellationToken cancellationToken)
    {
        var outcome = await departure.DecideAsync(program, cancellationToken);
        if (outcome.Problem is not { } problem)
            return;
        logger.LogWarning("The program {Id} begins again here: {Problem}", program.Id, problem);
        await incarnations.StartAsync(program.Id, outcome.Epoch);
    }

    private async Task WaitAsync(KeptProgram program, CancellationToken cancellationToken)
    {
        var origin = new LedgerEntry(program.Epoch - 1, program.Peer!);
        var here = new LedgerEntry(program.Epoch, stations.Own);
        var entry = await ledger.FindAsync(program.Id, cancellationToken);
        if (entry == origin)
            entry = await IsLeftAsync(program, cancellationToken) ? await ledger.SwapAsync(program.Id, origin, here, cancellationToken) : origin;

        // As long as the ledger names the origin's incarnation, it may still come to name this one: only anything else is final.
        if (entry == here)
            await arrival.StartAsync(program.Id, program.Epoch, cancellationToken);
        else if (entry != origin)
            await store.DropAsync(program.Id, program.Epoch, cancellationToken);
    }

    /// <summary>Whether the origin does not keep what it offered any more, or has been away for too long.</summary>
    private async Task<bool> IsLeftAsync(KeptProgram program, CancellationToken cancellationToken)
    {
        var key = (program.Id, program.Epoch);
        try
        {
            var question = new HandOffRequest(HandOffRequestKind.Holds, program.Id, program.Epoch - 1);
            var reply = HandOffReply.Read(await stations.AskAsync(program.Peer!, HandOffPart.PartName, question.Write(), cancellationToken));
            _awaySince.Remove(key);
            return reply is { Holds: false };
        }
        catch (DiagnosticException)
        {
            if (!_awaySince.TryAdd(key, time.GetTimestamp()))
                return time.GetElapsedTime(_awaySince[key]) >= Patience;
            return false;
        }
    }
}
