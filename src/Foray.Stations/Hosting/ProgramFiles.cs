using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
using Foray.Stations.Programs.Reporting;
using StackExchange.Redis;

namespace Foray.Stations.Hosting;

/// <summary>What a station keeps of programs: files in its folder, and the ledger, which a cluster has in its store.</summary>
internal sealed class ProgramFiles : IAsyncDisposable
{
    /// <summary>How long results and ended submissions are kept.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const int MostResults = 1000;

    private readonly OwnedParts _owned = new();

    private ProgramFiles()
    {
    }

    public IProgramLedger Ledger { get; private set; } = null!;

    public ProgramStore Store { get; private set; } = null!;

    public Families Families { get; private set; } = null!;

    public Mailbox Mailbox { get; private set; } = null!;

    /// <summary>Opens all of them, and forgets what is old.</summary>
    /// <exception cref="DiagnosticException">One of them cannot be used.</exception>
    public static async Task<ProgramFiles> OpenAsync(string folder, IConnectionMultiplexer? cluster, TimeProvider time, CancellationToken cancellationToken)
    {
        var files = new ProgramFiles();
        try
        {
            await files.OpenPartsAsync(folder, cluster, time, cancellationToken);
            return files;
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private async Task OpenPartsAsync(string folder, IConnectionMultiplexer? cluster, TimeProvider time, CancellationToken cancellationToken)
    {
        Ledger = cluster is null ? _owned.Add(SqliteLedger.Open(Path.Combine(folder, SqliteLedger.FileName))) : new RedisLedger(cluster, ClusterSilo.ClusterId);
        Store = _owned.Add(ProgramStore.Open(Path.Combine(folder, ProgramStore.FileName), time));
        Families = _owned.Add(Families.Open(Path.Combine(folder, Families.FileName), time));
        Mailbox = _owned.Add(await Mailbox.OpenAsync(Path.Combine(folder, Mailbox.FileName), cancellationToken));
        var before = time.GetUtcNow() - Kept;
        await Store.Reports.DropAsync(before, MostResults, cancellationToken);
        await Families.DropAsync(before, cancellationToken);
    }
}
