using System.Globalization;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace TrackDotnet;

/// <summary>All runs of an experiment, the best first, as they are in the store.</summary>
internal static class RunTable
{
    public static async Task PrintAsync(string location, string experiment)
    {
        await using var store = await TrackingStores.OpenExistingAsync(location, CancellationToken.None);
        var search = new RunSearch
        {
            Filter = new TextComparison(new RunPropertyField(RunProperty.Experiment), ComparisonOperator.Equal, experiment),
            Order = [new RunOrder(new RunMetricField("loss", MetricAggregate.Last))],
        };
        foreach (var run in (await store.Runs.SearchAsync(search, CancellationToken.None)).Runs)
        {
            var loss = await store.Points.FindAsync(run.Id, "loss", CancellationToken.None);
            var rate = (await store.Runs.FindParametersAsync([run.Id], CancellationToken.None)).FirstOrDefault(parameter => parameter.Key == "rate");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Id}  {run.State}  rate {rate?.Value,-5}  {loss?.Count} points, loss {loss?.First:0.0000} -> {loss?.Last:0.0000}"));
        }
    }
}
