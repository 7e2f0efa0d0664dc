using Foray.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Tracking.Queries;

/// <summary>What a filter of metrics asks of one.</summary>
/// <param name="IsNumber">True where it is a number, false where it is a text.</param>
/// <param name="ValueOf">Its value, a <see cref="double"/> or a <see cref="string"/>; null where the metric lacks it.</param>
internal sealed record MetricField(bool IsNumber, Func<Metric, object?> ValueOf)
{
    private const string TagSpace = "tags.";

    private static readonly string[] Types = [.. Enum.GetNames<MetricType>().Select(name => name.ToLowerInvariant())];

    private static readonly MetricField Type = new(false, metric => Types[(int)metric.Type]);

    private static readonly Dictionary<string, MetricField> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = new(false, metric => metric.Name),
        ["source"] = new(false, metric => metric.Source),
        ["type"] = Type,
        ["step"] = new(true, metric => metric.Step is { } step ? (double)step : null),
        ["value"] = new(true, metric => metric.Number),
        ["text"] = new(false, metric => metric.Text),
    };

    /// <summary>Reads a field.</summary>
    /// <returns>Null where there is none, which has been noted as a fault.</returns>
    public static MetricField? Read(TokenReader tokens, QueryFaults faults)
    {
        var token = tokens.Current;
        if (token.Kind != TokenKind.Word)
        {
            tokens.Refuse("a field of a metric");
            return null;
        }

        tokens.Take();
        if (Fields.TryGetValue(token.Text, out var field) && token.Quoted is null)
            return field;
        var tag = token.Text.StartsWith(TagSpace, StringComparison.OrdinalIgnoreCase) ? token.Text[TagSpace.Length..] + token.Quoted : "";
        if (tag.Length > 0)
            return new MetricField(false, metric => metric.Tags.GetValueOrDefault(tag));
        var near = Suggestions.Nearest(token.Text.ToLowerInvariant(), Fields.Keys);
        faults.Add(QueryCodes.UnknownField, token, $"a metric has no field '{token.Text}'", near is null ? "the fields are name, source, type, step, value, text and tags.NAME" : $"did you mean '{near}'?");
        return null;
    }

    /// <summary>Why the field never has a value; null where it may.</summary>
    public string? Obstacle(string value) =>
        ReferenceEquals(this, Type) && !Types.Contains(value, StringComparer.Ordinal) ? $"there is no type '{value}' of metrics; the types are {string.Join(", ", Types)}" : null;
}
