namespace Foray.Stations.Programs.Ledger;

/// <summary>Who may run a program.</summary>
/// <param name="Epoch">Number of the incarnation that lives, from 1.</param>
/// <param name="Station">Name of the station where it lives.</param>
internal sealed record LedgerEntry(long Epoch, string Station);
