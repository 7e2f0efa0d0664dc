namespace Foray.Stations.Programs.Ledger;

/// <summary>Changes whose answer may have been lost: what the ledger says afterwards decides, not whose request it was.</summary>
internal static class LedgerSwap
{
    /// <summary>Gives a program its next incarnation where the ledger says what is expected.</summary>
    /// <returns>What the ledger says then, which is never what was expected; null where it knows no such program.</returns>
    public static async Task<LedgerEntry?> SwapAsync(this IProgramLedger ledger, string id, LedgerEntry expected, LedgerEntry next, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await ledger.TryMoveAsync(id, expected, next, cancellationToken))
                return next;
            var entry = await ledger.FindAsync(id, cancellationToken);
            if (entry != expected)
                return entry;
        }
    }

    /// <summary>Adds a program that is not known.</summary>
    /// <returns>What the ledger says then; null where another removed it in between.</returns>
    public static async Task<LedgerEntry?> AddAsync(this IProgramLedger ledger, string id, LedgerEntry entry, CancellationToken cancellationToken) =>
        await ledger.TryAddAsync(id, entry, cancellationToken) ? entry : await ledger.FindAsync(id, cancellationToken);
}
