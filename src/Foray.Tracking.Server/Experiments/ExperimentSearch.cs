using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Experiments;

/// <summary>A search for experiments, of which there are few: all are read, and looked at here.</summary>
internal sealed class ExperimentSearch
{
    private const int DefaultCount = 1000;
    private const int MostCount = 50_000;

    private ExperimentSearch()
    {
    }

    public Lifecycle? Lifecycle { get; private init; }

    private int Count { get; init; }

    private int Start { get; init; }

    private IReadOnlyList<string> Order { get; init; } = [];

    private IReadOnlyList<Func<Experiment, bool>> Conditions { get; init; } = [];

    public static ExperimentSearch Read(Fields fields) => new()
    {
        Lifecycle = ViewType.Read(fields, "view_type"),
        Count = fields.Integer("max_results", DefaultCount, 1, MostCount),
        Start = PageToken.Parse(fields.Text("page_token")),
        Order = fields.Texts("order_by") is { Count: > 0 } order ? order : ["creation_time DESC", "experiment_id ASC"],
        Conditions = ExperimentFilter.Parse(fields.Text("filter") ?? ""),
    };

    /// <summary>The experiments of the page.</summary>
    /// <param name="all">Those of the lifecycle.</param>
    /// <param name="next">Token of the next page; null where this is the last.</param>
    public IReadOnlyList<Experiment> Find(IReadOnlyList<Experiment> all, out string? next)
    {
        var found = all.Where(experiment => Conditions.All(condition => condition(experiment)));
        foreach (var order in Order.Reverse())
            found = Sort(found, order);
        var page = found.Skip(Start).Take(Count + 1).ToList();
        next = page.Count > Count ? PageToken.Of(Start + Count) : null;
        return page.Count > Count ? page[..Count] : page;
    }

    private static IEnumerable<Experiment> Sort(IEnumerable<Experiment> experiments, string order)
    {
        var parts = order.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var direction = parts.Length == 2 ? parts[1].ToUpperInvariant() : "ASC";
        if (parts.Length is 0 or > 2 || direction is not ("ASC" or "DESC"))
            throw BadOrder(order);
        var key = KeyOf(parts[0], order);
        var comparer = Comparer<IComparable>.Create(Compare);
        return direction == "DESC" ? experiments.OrderByDescending(key, comparer) : experiments.OrderBy(key, comparer);
    }

    private static Func<Experiment, IComparable> KeyOf(string name, string order) => ExperimentFilter.ReadAttribute(name) switch
    {
        "name" => experiment => experiment.Name,
        "experiment_id" => experiment => experiment.Id,
        "creation_time" => experiment => experiment.Created,
        "last_update_time" => experiment => experiment.Changed,
        _ => throw BadOrder(order),
    };

    private static int Compare(IComparable one, IComparable other) => one is string text ? string.CompareOrdinal(text, (string)other) : one.CompareTo(other);

    private static ApiException BadOrder(string order) =>
        ApiException.Invalid($"Invalid order_by clause '{Fields.Shown(order)}': it is one of name, experiment_id, creation_time and last_update_time, and ASC or DESC.");
}
