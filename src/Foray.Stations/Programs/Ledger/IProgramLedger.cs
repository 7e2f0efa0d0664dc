namespace Foray.Stations.Programs.Ledger;

/// <summary>The one place in a cluster that says which incarnation of a program lives. Every change compares and swaps: of two that happen at once, one fails.</summary>
internal interface IProgramLedger
{
    /// <summary>What it says of a program; null where it knows none, or it has ended.</summary>
    Task<LedgerEntry?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Everything it knows, by id.</summary>
    Task<IReadOnlyDictionary<string, LedgerEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a program.</summary>
    /// <returns>False where it is known already.</returns>
    Task<bool> TryAddAsync(string id, LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>Gives a program its next incarnation.</summary>
    /// <returns>False where the ledger says something else than <paramref name="expected"/>.</returns>
    Task<bool> TryMoveAsync(string id, LedgerEntry expected, LedgerEntry next, CancellationToken cancellationToken);

    /// <summary>Takes a program out that has ended.</summary>
    /// <returns>False where the ledger says something else than <paramref name="expected"/>.</returns>
    Task<bool> TryRemoveAsync(string id, LedgerEntry expected, CancellationToken cancellationToken);
}
