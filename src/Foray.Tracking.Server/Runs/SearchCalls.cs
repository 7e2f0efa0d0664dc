using Foray.Sdk.Diagnostics;
using Foray.Tracking.Queries;
using Foray.Tracking.Server.Experiments;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Server.Runs;

/// <summary>The call that searches for runs.</summary>
internal sealed class SearchCalls(ITrackingStore store, ExperimentIds ids)
{
    private const int DefaultCount = 1000;
    private const int MostCount = 50_000;

    public async Task<ApiAnswer> SearchAsync(ApiRequest request)
    {
        var page = await FindAsync(SearchOf(request.Fields), request.CancellationToken);
        var deleted = await store.Experiments.ListAsync(Lifecycle.Deleted, request.CancellationToken);
        StoredRun[] runs = [.. page.Runs.Select(run => deleted.Any(experiment => experiment.Id == run.ExperimentId) ? run with { Lifecycle = Lifecycle.Deleted } : run)];
        var view = await RunView.ReadAsync(store, ids, runs, request.CancellationToken);
        return json =>
        {
            json.WritePropertyName("runs");
            view.WriteAll(json);
            if (page.Next is not null)
                json.WriteString("next_page_token", page.Next);
        };
    }

    private RunSearch SearchOf(Fields fields)
    {
        var experiments = new AnyOf([.. fields.Texts("experiment_ids").Select(ids.Parse).OfType<long>().Select(IsOf)]);
        var filter = Read(fields.Text("filter") ?? "", RunQuery.ParseFilter);
        return new RunSearch
        {
            Filter = filter is null ? experiments : new AllOf([experiments, filter]),
            Order = [.. fields.Texts("order_by").SelectMany(text => Read(text, RunQuery.ParseOrder)), new RunOrder(new RunPropertyField(RunProperty.Started), Descending: true)],
            Lifecycle = ViewType.Read(fields, "run_view_type"),
            Limit = fields.Integer("max_results", DefaultCount, 1, MostCount),
            Page = fields.Text("page_token") is { Length: > 0 } token ? token : null,
        };
    }

    private static RunFilter IsOf(long experiment) => new NumberComparison(new RunPropertyField(RunProperty.ExperimentId), ComparisonOperator.Equal, experiment);

    private static T Read<T>(string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (DiagnosticException exception)
        {
            throw ApiException.Invalid(exception.Diagnostics[0].Message);
        }
    }

    private async Task<RunPage> FindAsync(RunSearch search, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Runs.SearchAsync(search, cancellationToken);
        }
        catch (DiagnosticException exception) when (exception.Diagnostics is [{ Code: "FORAY310" }])
        {
            throw ApiException.Invalid($"Invalid page token '{Fields.Shown(search.Page!)}'.");
        }
    }
}
