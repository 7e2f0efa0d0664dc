using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>What tells one state of a run from another, without reading its points.</summary>
internal static class RunSummary
{
    /// <summary>SHA-256 of the run's end, parameters, tags, artifacts and records, and of what the points of each series come to; 64 lower-case hexadecimal digits.</summary>
    public static async Task<string> HashAsync(ITrackingStore store, StoredRun run, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "run", run.State, run.Ended?.UtcTicks);
        foreach (var (_, key, value) in await store.Runs.FindParametersAsync([run.Id], cancellationToken))
            Add(hash, "parameter", key, value);
        foreach (var (_, key, value) in await store.Runs.FindTagsAsync([run.Id], cancellationToken))
            Add(hash, "tag", key, value);
        foreach (var series in await store.Points.FindAsync([run.Id], null, cancellationToken))
            Add(hash, "series", series.Name, series.Count, series.LastTime, BitConverter.DoubleToInt64Bits(series.Last), BitConverter.DoubleToInt64Bits(series.Sum));
        foreach (var artifact in await store.Artifacts.ListAsync(run.Id, cancellationToken))
            Add(hash, "artifact", artifact.Path, artifact.Hash);
        await foreach (var record in store.Runs.ReadRecordsAsync(run.Id, null, cancellationToken))
            Add(hash, "record", record.Name, record.Type, record.UnixNanoseconds);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Lengths stand before the texts, so that no two lists are alike.</summary>
    private static void Add(IncrementalHash hash, params ReadOnlySpan<object?> parts)
    {
        foreach (var part in parts)
        {
            var text = Convert.ToString(part, CultureInfo.InvariantCulture) ?? "";
            hash.AppendData(Encoding.UTF8.GetBytes($"{text.Length}:{text}"));
        }
    }
}
