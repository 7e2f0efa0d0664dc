using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.HandOff;

/// <summary>The destination's side of a hand-off.</summary>
internal sealed class Arrival(IStations stations, IProgramLedger ledger, ProgramStore store, IProgramStarter starter, Incarnations incarnations, IHandOffSteps steps)
{
    /// <summary>Keeps an offered program, which waits for the ledger to name this station.</summary>
    /// <returns>The receipt. The same offer gets the same one again.</returns>
    /// <exception cref="DiagnosticException">The station does not take it, it is damaged (FORAY295), of a newer version (FORAY290), or out of date (FORAY528).</exception>
    public async Task<string> ReceiveAsync(byte[] bytes, string origin, CancellationToken cancellationToken)
    {
        var snapshot = SnapshotFormat.Read(bytes);
        var hash = Envelope.HashOf(bytes);
        if (await store.ReadHashAsync(snapshot.Id, snapshot.Epoch, cancellationToken) == hash)
            return hash;
        if (starter.Refusal(snapshot) is { } refusal)
            throw new DiagnosticException(refusal);
        // An offer that was on its way for long must not replace what has come of the program since.
        if (await ledger.FindAsync(snapshot.Id, cancellationToken) != new LedgerEntry(snapshot.Epoch - 1, origin))
            throw HandOffErrors.OutOfDate(snapshot.Id, snapshot.Epoch, $"it does not live at station '{origin}'");

        if (await store.ReceiveAsync(snapshot, bytes, origin, cancellationToken))
            await steps.ReachedAsync(HandOffStep.Received);
        else if (await store.ReadHashAsync(snapshot.Id, snapshot.Epoch, cancellationToken) != hash)
            throw HandOffErrors.OutOfDate(snapshot.Id, snapshot.Epoch, "another one came before");
        return hash;
    }

    /// <summary>Starts a program that came, where the ledger names this station. Otherwise, and where it runs already, nothing happens.</summary>
    /// <exception cref="DiagnosticException">It cannot be started, or the ledger cannot be asked (FORAY526).</exception>
    public async Task StartAsync(string id, long epoch, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id, cancellationToken) != new LedgerEntry(epoch, stations.Own))
            return;
        if (!await incarnations.ClaimAsync(id, epoch, () => store.BeginAsync(id, epoch, CancellationToken.None)))
            return;
        await steps.ReachedAsync(HandOffStep.Started);
        await incarnations.StartAsync(id, epoch);
    }
}
