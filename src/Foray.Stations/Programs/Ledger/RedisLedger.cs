using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.HandOff;
using StackExchange.Redis;

namespace Foray.Stations.Programs.Ledger;

/// <summary>The ledger of a cluster: one hash in Redis, with a field for each program. It is as durable as that Redis.</summary>
internal sealed class RedisLedger : IProgramLedger
{
    /// <summary>Sets, moves or removes a field where it has the value that is expected; an empty text stands for none.</summary>
    private const string Swap = """
        local now = redis.call('HGET', KEYS[1], ARGV[1]) or ''
        if now ~= ARGV[2] then return 0 end
        if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
        return 1
        """;

    private readonly IConnectionMultiplexer _redis;
    private readonly RedisKey _key;

    /// <summary>The ledger of a cluster.</summary>
    /// <param name="redis">The connection, which stays its owner's.</param>
    /// <param name="cluster">Id of the cluster; clusters in one Redis do not see each other.</param>
    public RedisLedger(IConnectionMultiplexer redis, string cluster)
    {
        _redis = redis;
        // Another form of the entries gets another key.
        _key = $"foray/{cluster}/programs/1";
    }

    public async Task<LedgerEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var value = await AskAsync(database => database.HashGetAsync(_key, id), cancellationToken);
        return value.IsNull ? null : Read(id, value);
    }

    public async Task<IReadOnlyDictionary<string, LedgerEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var fields = await AskAsync(database => database.HashGetAllAsync(_key), cancellationToken);
        return fields.ToDictionary(field => field.Name.ToString(), field => Read(field.Name.ToString(), field.Value), StringComparer.Ordinal);
    }

    public Task<bool> TryAddAsync(string id, LedgerEntry entry, CancellationToken cancellationToken) => SwapAsync(id, "", Write(entry), cancellationToken);

    public Task<bool> TryMoveAsync(string id, LedgerEntry expected, LedgerEntry next, CancellationToken cancellationToken) => SwapAsync(id, Write(expected), Write(next), cancellationToken);

    public Task<bool> TryRemoveAsync(string id, LedgerEntry expected, CancellationToken cancellationToken) => SwapAsync(id, Write(expected), "", cancellationToken);

    private async Task<bool> SwapAsync(string id, string expected, string next, CancellationToken cancellationToken) =>
        (bool)await AskAsync(database => database.ScriptEvaluateAsync(Swap, [_key], [id, expected, next]), cancellationToken);

    private static string Write(LedgerEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Epoch} {entry.Station}");

    private static LedgerEntry Read(string id, RedisValue value) =>
        value.ToString().Split(' ', 2) is [var epoch, { Length: > 0 } station] && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new LedgerEntry(number, station)
            : throw Unusable($"what it says of program '{id}' is no entry", null);

    /// <summary>A request that was sent may be carried out although nobody waits for its answer any more.</summary>
    private async Task<T> AskAsync<T>(Func<IDatabaseAsync, Task<T>> ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await ask(_redis.GetDatabase()).WaitAsync(cancellationToken);
        }
        catch (RedisConnectionException exception)
        {
            // The client's own messages may repeat parts of what it was given to connect.
            throw Unusable($"Redis does not answer ({exception.FailureType})", exception);
        }
        catch (RedisTimeoutException exception)
        {
            throw Unusable("Redis does not answer in time", exception);
        }
        catch (RedisException exception)
        {
            throw Unusable("Redis refuses", exception);
        }
    }

    private static DiagnosticException Unusable(string reason, Exception? cause) => new(
        Diagnostic.Error(HandOffCodes.NoLedger, $"the ledger of programs cannot be used: {reason}", "see that the Redis of the cluster runs and takes writes; programs that move wait for it"), cause);
}
