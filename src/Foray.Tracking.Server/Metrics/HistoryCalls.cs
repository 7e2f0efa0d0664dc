using System.Text.Json;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Metrics;

/// <summary>Calls that read the points of metrics, in the order in which they were logged.</summary>
internal sealed class HistoryCalls(ITrackingStore store, RunLookup runs)
{
    private const int MostRuns = 100;
    private const int DefaultPoints = 2500;

    /// <summary>The points of a page; all of them where no size is given.</summary>
    public async Task<ApiAnswer> GetAsync(ApiRequest request)
    {
        var run = await runs.FindAsync(request.Fields.RunId(), request.CancellationToken);
        var key = request.Fields.Required("metric_key");
        var start = PageToken.Parse(request.Fields.Text("page_token"));
        var count = request.Fields.Integer("max_results", int.MaxValue, 1, int.MaxValue);
        var all = (await store.Points.FindAsync(run.Id, key, request.CancellationToken))?.Count ?? 0;
        var end = Math.Min(all, (long)start + count);
        var blocks = start < end ? await ReadAsync(run.Id, key, PlotAxis.Index, new AxisRange(start, end - 1), request.CancellationToken) : [];
        return json =>
        {
            json.WriteStartArray("metrics");
            blocks.ForEach(block => Write(json, block, null));
            json.WriteEndArray();
            if (end < all)
                json.WriteString("next_page_token", PageToken.Of(end));
        };
    }

    /// <summary>At most about so many points of each of several runs, at steps that are spread evenly, with the first and the last one.</summary>
    public async Task<ApiAnswer> GetIntervalAsync(ApiRequest request)
    {
        var ids = request.Fields.Texts("run_ids");
        if (ids.Count is 0 or > MostRuns)
            throw ApiException.Invalid($"GetMetricHistoryBulkInterval request must specify from 1 to {MostRuns} run_ids. Received {ids.Count}.");
        var key = request.Fields.Required("metric_key");
        var range = RangeOf(request.Fields);
        var most = request.Fields.Integer("max_results", DefaultPoints, 1, DefaultPoints);
        var blocks = new List<PointBlock>();
        foreach (var id in ids)
            blocks.AddRange(await ReadAsync(id, key, PlotAxis.Step, range, request.CancellationToken));
        var steps = StepSample.Of(blocks.SelectMany(block => block.Steps.ToArray()), most);
        return json =>
        {
            json.WriteStartArray("metrics");
            blocks.ForEach(block => Write(json, block, steps));
            json.WriteEndArray();
        };
    }

    private static AxisRange? RangeOf(Fields fields)
    {
        var (from, to) = (fields.Integer("start_step"), fields.Integer("end_step"));
        if (from is null != to is null)
            throw ApiException.Invalid("If either start step or end step are specified, both must be specified.");
        return from > to
            ? throw ApiException.Invalid($"end_step must be greater than start_step. Found start_step={from} and end_step={to}.")
            : from is null ? null : new AxisRange(from.Value, to!.Value);
    }

    private async Task<List<PointBlock>> ReadAsync(string run, string key, PlotAxis axis, AxisRange? range, CancellationToken cancellationToken)
    {
        var blocks = new List<PointBlock>();
        await foreach (var block in store.Points.ReadAsync(run, key, axis, range, cancellationToken))
            blocks.Add(block);
        return blocks;
    }

    /// <param name="json">Takes the points.</param>
    /// <param name="block">The points.</param>
    /// <param name="steps">Which steps of several runs are wanted; null for all of the points of one.</param>
    private static void Write(Utf8JsonWriter json, PointBlock block, HashSet<long>? steps)
    {
        for (var i = 0; i < block.Steps.Length; i++)
            if (steps is null || steps.Contains(block.Steps.Span[i]))
                MetricJson.Write(json, block.Name, block.Values.Span[i], block.Times.Span[i], block.Steps.Span[i], steps is null ? null : block.Run);
    }
}
