using Foray.Plugins;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Queries;

/// <summary>Reads the fields of a query.</summary>
internal sealed class FieldReader(TokenReader tokens, QueryFaults faults)
{
    private const string Fields = "params.NAME, tags.NAME, metrics.NAME, min(NAME), max, mean, last, first or count";

    /// <summary>Tags of MLflow that are properties of a run here.</summary>
    private const string NameTag = "mlflow.runName", ParentTag = "mlflow.parentRunId";

    /// <summary>MLflow's attribute that is a tag here, and the tag.</summary>
    private const string UserAttribute = "user_id", UserTag = "mlflow.user";

    private static readonly Dictionary<string, Func<string, RunField>> Spaces = new(StringComparer.OrdinalIgnoreCase)
    {
        ["params"] = name => new RunParameterField(name),
        ["param"] = name => new RunParameterField(name),
        ["parameters"] = name => new RunParameterField(name),
        ["parameter"] = name => new RunParameterField(name),
        ["tags"] = TagOf,
        ["tag"] = TagOf,
        ["metrics"] = name => new RunMetricField(name, MetricAggregate.Last),
        ["metric"] = name => new RunMetricField(name, MetricAggregate.Last),
    };

    private static readonly string[] MetricSpaces = ["metrics.", "metric."];

    private static readonly string[] PropertySpaces = ["attributes", "attribute", "attr", "run"];

    private static readonly Dictionary<string, RunProperty> Properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = RunProperty.Id,
        ["run_id"] = RunProperty.Id,
        ["name"] = RunProperty.Name,
        ["run_name"] = RunProperty.Name,
        ["run name"] = RunProperty.Name,
        ["experiment"] = RunProperty.Experiment,
        ["experiment_id"] = RunProperty.ExperimentId,
        ["parent"] = RunProperty.Parent,
        ["status"] = RunProperty.State,
        ["started"] = RunProperty.Started,
        ["start_time"] = RunProperty.Started,
        ["created"] = RunProperty.Started,
        ["ended"] = RunProperty.Ended,
        ["end_time"] = RunProperty.Ended,
        ["duration"] = RunProperty.Duration,
    };

    private static readonly Dictionary<string, MetricAggregate> Aggregates =
        Enum.GetValues<MetricAggregate>().ToDictionary(aggregate => aggregate.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Keywords = ["and", "or", "not", "in", "is", "like", "ilike"];

    /// <summary>Stands for a field that is not known, so that the rest can be read.</summary>
    private static readonly RunField Unknown = new RunTagField("");

    /// <summary>Whether a field is only a place for one that is not known.</summary>
    public static bool IsUnknown(RunField field) => ReferenceEquals(field, Unknown);

    /// <summary>Reads a field.</summary>
    /// <returns>Null where there is none, which has been noted as a fault.</returns>
    public RunField? Read()
    {
        var token = tokens.Current;
        if (token.Kind == TokenKind.Quoted && FindAttribute(token.Text) is null)
            return UnknownAt(tokens.Take(), $"'{token.Text}' does not say what of a run it is", $"write params.\"{token.Text}\", or tags. or metrics. before it; texts stand behind the comparison, in single quotes");
        if (token.Kind is not (TokenKind.Word or TokenKind.Quoted) || Keywords.Any(token.Is))
        {
            tokens.Refuse("a field of a run");
            return null;
        }

        tokens.Take();
        if (token.Kind == TokenKind.Word && tokens.Current.Kind == TokenKind.LeftParenthesis)
            return ReadAggregate(token);
        var dot = token.Text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? PropertyOf(token, token.Text) : FieldOf(token, token.Text[..dot], token.Text[(dot + 1)..] + token.Quoted);
    }

    private RunField FieldOf(Token token, string space, string name)
    {
        var isOfProperties = PropertySpaces.Contains(space, StringComparer.OrdinalIgnoreCase);
        if (!isOfProperties && !Spaces.ContainsKey(space))
            return UnknownAt(token, $"a run has no fields '{space}.…'", Near(space, ["params", "tags", "metrics", "attributes"]) ?? $"the fields are {Fields}, and attributes");
        if (name.Length == 0)
            return UnknownAt(token, $"a name is missing behind '{space}.'", "write it there, in double quotes where it has blanks or other characters");
        return isOfProperties ? PropertyOf(token, name) : Spaces[space](name);
    }

    private static RunField TagOf(string name) => name switch
    {
        NameTag => new RunPropertyField(RunProperty.Name),
        ParentTag => new RunPropertyField(RunProperty.Parent),
        _ => new RunTagField(name),
    };

    private static RunField? FindAttribute(string name) =>
        Properties.TryGetValue(name, out var property) ? new RunPropertyField(property)
        : name.Equals(UserAttribute, StringComparison.OrdinalIgnoreCase) ? new RunTagField(UserTag)
        : null;

    private RunField PropertyOf(Token token, string name) => FindAttribute(name)
        ?? UnknownAt(token, $"a run has no attribute '{name}'", Near(name, Properties.Keys) ?? $"the attributes are id, name, experiment, parent, status, started, ended and duration; other fields are {Fields}");

    private RunField? ReadAggregate(Token function)
    {
        tokens.Take();
        if (tokens.Current.Kind is not (TokenKind.Word or TokenKind.Quoted or TokenKind.Number))
        {
            tokens.Refuse("the name of a metric");
            return null;
        }

        var metric = MetricOf(tokens.Take());
        if (!tokens.Expect(TokenKind.RightParenthesis, "')'"))
            return null;
        return Aggregates.TryGetValue(function.Text, out var aggregate)
            ? new RunMetricField(metric, aggregate)
            : UnknownAt(function, $"there is no function '{function.Text}' of metrics", Near(function.Text, Aggregates.Keys) ?? "the functions are min, max, mean, last, first and count");
    }

    /// <summary>People write <c>min(metrics.loss)</c> too.</summary>
    private static string MetricOf(Token token)
    {
        if (token.Kind != TokenKind.Word)
            return token.Text;
        var name = token.Text + token.Quoted;
        return MetricSpaces.FirstOrDefault(space => name.StartsWith(space, StringComparison.OrdinalIgnoreCase) && name.Length > space.Length) is { } found
            ? name[found.Length..]
            : name;
    }

    private RunField UnknownAt(Token token, string message, string remedy)
    {
        faults.Add(QueryCodes.UnknownField, token, message, remedy);
        return Unknown;
    }

    private static string? Near(string name, IEnumerable<string> candidates) =>
        name.Length < 100 && Suggestions.Nearest(name.ToLowerInvariant(), candidates) is { } near ? $"did you mean '{near}'?" : null;
}
