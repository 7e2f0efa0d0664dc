using System.Data.Common;
using System.Globalization;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Store.Sql;

/// <summary>A search for runs as one statement.</summary>
internal sealed class SearchSql
{
    /// <summary>The columns that a run is read from.</summary>
    public const string RunColumns =
        """
        r.run as run, e.id as experiment, e.name as experiment_name, r.name as name, r.parent as parent, r.state as state,
        r.started as started, r.ended as ended, r.lifecycle as lifecycle, r.id as id
        """;

    private const int RunColumnCount = 10;

    private readonly string _fingerprint;
    private readonly int _keys;

    private SearchSql(string text, (string Name, object? Value)[] parameters, string fingerprint, int keys) =>
        (Text, Parameters, _fingerprint, _keys) = (text, parameters, fingerprint, keys);

    public string Text { get; }

    public (string Name, object? Value)[] Parameters { get; }

    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The page token is not of this search (FORAY310).</exception>
    public static SearchSql Compile(RunSearch search, StoreEngine engine)
    {
        var parameters = new SqlParameters();
        var fields = new FieldSql(parameters);
        var keys = search.Order.SelectMany(order => fields.Keys(order.Field).Select(column => (Column: column, order.Descending))).ToList();
        var columns = string.Concat(keys.Select((key, number) => Invariant($", {key.Column} as k{number}")));
        var filter = search.Filter is null ? "" : $" and {new FilterSql(engine, parameters).Compile(search.Filter)}";
        var found = $"select {RunColumns}{columns} from runs r join experiments e on e.id = r.experiment where {LifecycleCondition(search.Lifecycle)}{filter}";
        var order = string.Concat(keys.Select((key, number) => Invariant($"k{number} {(key.Descending ? "desc" : "asc")} nulls last, ")));

        var fingerprint = PageKey.Fingerprint(found + order, parameters.ToArray());
        var rest = search.Page is null ? "" : $" where {Behind(PageKey.Parse(search.Page, fingerprint, keys.Count), [.. keys.Select(key => key.Descending)], parameters)}";
        return new SearchSql(Invariant($"select * from ({found}) q{rest} order by {order}id limit {search.Limit + 1L}"), parameters.ToArray(), fingerprint, keys.Count);
    }

    /// <summary>Where a run stands in the search's order.</summary>
    public PageKey ReadKey(DbDataReader row)
    {
        var values = new object?[_keys];
        for (var i = 0; i < _keys; i++)
            values[i] = row.IsDBNull(RunColumnCount + i) ? null : row.GetValue(RunColumnCount + i);
        return new PageKey(_fingerprint, row.GetInt64(RunColumnCount - 1), values);
    }

    /// <summary>Whether a run comes behind a key: its first value that differs is behind the key's, nulls being the last; where none differs, its id.</summary>
    private static string Behind(PageKey key, bool[] descending, SqlParameters parameters)
    {
        var condition = $"id > {parameters.Add(key.Id)}";
        for (var i = descending.Length - 1; i >= 0; i--)
        {
            var column = Invariant($"k{i}");
            if (key.Values[i] is not { } value)
            {
                condition = $"({column} is null and {condition})";
                continue;
            }

            var parameter = parameters.Add(value);
            condition = $"({column} is null or {column} {(descending[i] ? "<" : ">")} {parameter} or ({column} = {parameter} and {condition}))";
        }

        return condition;
    }

    private static string LifecycleCondition(Lifecycle? lifecycle) => lifecycle switch
    {
        null => "1 = 1",
        Lifecycle.Active => "r.lifecycle = 0 and e.lifecycle = 0",
        _ => "(r.lifecycle <> 0 or e.lifecycle <> 0)",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
