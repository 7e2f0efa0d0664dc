using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Spool;

/// <summary>All of a spool, read in pages.</summary>
internal sealed class SpoolContent
{
    private const int FewSlots = 97;

    public List<SpoolEntry> Entries { get; } = [];

    public List<RunChange> Changes { get; } = [];

    public List<PointBlock> Points { get; } = [];

    public List<Diagnostic> Faults { get; } = [];

    public bool IsEnd { get; private set; }

    public static SpoolContent Read(string folder)
    {
        using var reader = SpoolReader.Open(folder);
        return Read(reader);
    }

    /// <summary>Reads what there is in both forms.</summary>
    public static SpoolContent Read(SpoolReader reader)
    {
        var content = new SpoolContent();
        for (var position = 0L; ;)
        {
            var page = reader.ReadEntries(position, FewSlots);
            content.Entries.AddRange(page.Content);
            content.Faults.AddRange(page.Faults);
            if (page.Position == position)
                break;
            position = page.Position;
        }

        for (var position = 0L; ;)
        {
            var page = reader.ReadColumns(position, 10 * FewSlots);
            content.Changes.AddRange(page.Content.Changes);
            content.Points.AddRange(page.Content.Points);
            content.IsEnd = page.IsEnd;
            if (page.Position == position)
                return content;
            position = page.Position;
        }
    }

    /// <summary>The numbers of a metric in order, which are the same in both forms.</summary>
    public double[] Values(string name)
    {
        double[] values = [.. Points.Where(block => block.Name == name).SelectMany(block => block.Values.ToArray())];
        Assert.Equal(values, Metrics(name).Select(metric => metric.Number!.Value));
        return values;
    }

    public IEnumerable<Metric> Metrics(string name) => Entries.Select(entry => entry.Metric).OfType<Metric>().Where(metric => metric.Name == name);
}
