using System.Collections.Concurrent;
using Foray.Stations.Programs.Ledger;

namespace Foray.Stations.Tests.Programs.Supervision;

/// <summary>A ledger in memory.</summary>
internal sealed class TableLedger : IProgramLedger
{
    public ConcurrentDictionary<string, LedgerEntry> Entries { get; } = new(StringComparer.Ordinal);

    public Task<LedgerEntry?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Entries.GetValueOrDefault(id));

    public Task<IReadOnlyDictionary<string, LedgerEntry>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, LedgerEntry>>(Entries);

    public Task<bool> TryAddAsync(string id, LedgerEntry entry, CancellationToken cancellationToken) => Task.FromResult(Entries.TryAdd(id, entry));

    public Task<bool> TryMoveAsync(string id, LedgerEntry expected, LedgerEntry next, CancellationToken cancellationToken) =>
        Task.FromResult(Entries.TryUpdate(id, next, expected));

    public Task<bool> TryRemoveAsync(string id, LedgerEntry expected, CancellationToken cancellationToken) =>
        Task.FromResult(Entries.TryRemove(KeyValuePair.Create(id, expected)));
}
