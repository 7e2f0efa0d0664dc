using System.Globalization;
using System.Runtime.CompilerServices;
using Foray.Sdk.Tracking;
using Foray.Tracking.Artifacts;
using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>What a store has of a run, as metrics for a backend.</summary>
internal sealed class RunContent(ITrackingStore store, string run)
{
    private const int PointsAtOnce = 5000;

    /// <summary>Parameters and tags.</summary>
    public async Task<IReadOnlyList<Metric>> ReadEntriesAsync(CancellationToken cancellationToken) =>
    [
        .. (await store.Runs.FindParametersAsync([run], cancellationToken)).Select(entry => EntryOf(entry, MetricType.Parameter)),
        .. (await store.Runs.FindTagsAsync([run], cancellationToken)).Where(entry => entry.Key != RunUpload.WholeTag).Select(entry => EntryOf(entry, MetricType.Tag)),
    ];

    /// <summary>All points, one series after the other, several at once.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Metric>> ReadPointsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var series in await store.Points.FindAsync([run], null, cancellationToken))
        {
            var points = new List<Metric>();
            await foreach (var block in store.Points.ReadAsync(run, series.Name, PlotAxis.Index, null, cancellationToken))
            {
                for (var i = 0; i < block.Values.Length; i++)
                    points.Add(PointOf(block, i));
                if (points.Count < PointsAtOnce)
                    continue;
                yield return points;
                points = [];
            }

            if (points.Count > 0)
                yield return points;
        }
    }

    /// <summary>An artifact whose content is a file here.</summary>
    public static Metric MetricOf(Artifact artifact, Stream content)
    {
        var tags = new Dictionary<string, string> { ["sha256"] = artifact.Hash, ["size"] = artifact.Size.ToString(CultureInfo.InvariantCulture) };
        if (content is FileStream file)
            tags["location"] = file.Name;
        return new Metric(artifact.Run, artifact.Path, MetricType.Artifact, DateTimeOffset.UnixEpoch) { Tags = tags };
    }

    private static Metric EntryOf(RunEntry entry, MetricType type) => new(entry.Run, entry.Key, type, DateTimeOffset.UnixEpoch) { Text = entry.Value };

    private static Metric PointOf(PointBlock block, int index)
    {
        var (step, time) = (block.Steps.Span[index], block.Times.Span[index]);
        return new Metric(block.Run, block.Name, block.Type, DateTimeOffset.UnixEpoch.AddTicks(time / 100))
        {
            UnixNanoseconds = time,
            Step = step == PointBlock.NoStep ? null : step,
            Number = block.Values.Span[index],
            Source = block.Source,
        };
    }
}
