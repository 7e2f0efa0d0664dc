using System.Globalization;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Server.Search;

/// <summary>Makes MLflow's filters and orders of runs into the store's.</summary>
internal static class RunFilterText
{
    /// <summary>Tags that are properties of a run here.</summary>
    private const string NameTag = "mlflow.runName", ParentTag = "mlflow.parentRunId", UserTag = "mlflow.user";

    /// <exception cref="ApiException">It is no filter.</exception>
    public static RunFilter Parse(string text) => new AllOf([.. FilterText.Parse(text).Select(FilterOf)]);

    /// <param name="text">A field, and <c>ASC</c> or <c>DESC</c>.</param>
    /// <exception cref="ApiException">It is no order.</exception>
    public static RunOrder ParseOrder(string text)
    {
        var trimmed = text.Trim();
        var descending = trimmed.EndsWith(" DESC", StringComparison.OrdinalIgnoreCase);
        var field = descending ? trimmed[..^5] : trimmed.EndsWith(" ASC", StringComparison.OrdinalIgnoreCase) ? trimmed[..^4] : trimmed;
        if (field.Length == 0)
            throw ApiException.Invalid($"Invalid order_by clause '{Fields.Shown(text)}': a field is missing.");
        var (kind, key) = FilterText.ReadField(field.Trim());
        return new RunOrder(FieldOf(kind, key), descending);
    }

    private static RunFilter FilterOf(Comparison comparison)
    {
        var field = FieldOf(comparison.Kind, comparison.Key);
        return comparison.Operator switch
        {
            "IN" or "NOT IN" => ListFilter(field, comparison),
            "LIKE" or "ILIKE" when field.IsText && comparison.IsText => new Like(field, PatternOf(comparison.Value), comparison.Operator == "ILIKE"),
            _ when Sign(comparison.Operator) is not { } => throw Wrong(comparison),
            _ when field is RunMetricField or RunPropertyField { IsText: false } => new NumberComparison(field, Sign(comparison.Operator)!.Value, NumberOf(comparison)),
            "=" or "!=" when comparison.IsText => new TextComparison(field, Sign(comparison.Operator)!.Value, comparison.Value),
            _ => throw Wrong(comparison),
        };
    }

    private static RunFilter ListFilter(RunField field, Comparison comparison)
    {
        if (!field.IsText || comparison.Values.Count == 0)
            throw Wrong(comparison);
        var any = new AnyOf([.. comparison.Values.Select(value => new TextComparison(field, ComparisonOperator.Equal, value))]);
        return comparison.Operator == "IN" ? any : new AllOf([new Has(field), new Not(any)]);
    }

    private static RunField FieldOf(string kind, string key) => kind switch
    {
        "metric" => new RunMetricField(key, MetricAggregate.Last),
        "param" => new RunParameterField(key),
        "tag" => key switch
        {
            NameTag => new RunPropertyField(RunProperty.Name),
            ParentTag => new RunPropertyField(RunProperty.Parent),
            _ => new RunTagField(key),
        },
        "attribute" => AttributeOf(key),
        _ => throw ApiException.Invalid($"Invalid entity type '{Fields.Shown(kind)}'. Valid values are metrics, params, tags and attributes."),
    };

    private static RunField AttributeOf(string key) => key switch
    {
        "run_id" => new RunPropertyField(RunProperty.Id),
        "run_name" or "run name" or "Run name" or "Run Name" => new RunPropertyField(RunProperty.Name),
        "status" => new RunPropertyField(RunProperty.State),
        "start_time" or "created" or "Created" => new RunPropertyField(RunProperty.Started),
        "end_time" => new RunPropertyField(RunProperty.Ended),
        "user_id" => new RunTagField(UserTag),
        _ => throw ApiException.Invalid($"Invalid attribute key '{Fields.Shown(key)}' specified. Valid keys are run_id, run_name, status, start_time, end_time and user_id."),
    };

    private static ComparisonOperator? Sign(string operation) => operation switch
    {
        "=" => ComparisonOperator.Equal,
        "!=" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    private static double NumberOf(Comparison comparison) =>
        double.TryParse(comparison.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) ? number : throw Wrong(comparison);

    /// <summary>A backslash is a character as any other in MLflow's patterns.</summary>
    private static string PatternOf(string pattern) => pattern.Replace(@"\", @"\\", StringComparison.Ordinal);

    private static ApiException Wrong(Comparison comparison) => ApiException.Invalid(
        $"Invalid comparison of {comparison.Kind} '{Fields.Shown(comparison.Key)}' by {comparison.Operator}: metrics and times are compared with numbers, all else with quoted texts by =, !=, LIKE, ILIKE, IN and NOT IN.");
}
