using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Documents;

/// <summary>A single value, kept as it was written.</summary>
/// <param name="place">Where it begins.</param>
/// <param name="text">Its text, without quotes.</param>
/// <param name="kind">What it is under the core schema.</param>
public sealed class ScalarNode(Place place, string text, ScalarKind kind) : DocumentNode(place)
{
    /// <summary>The text, without quotes.</summary>
    public string Text { get; } = text;

    /// <summary>What it is under the core schema.</summary>
    public ScalarKind Kind { get; } = kind;

    /// <inheritdoc/>
    public override string Form => Kind switch
    {
        ScalarKind.Integer => "whole number",
        ScalarKind.Number => "number",
        ScalarKind.Boolean => "true/false",
        ScalarKind.Null => "nothing",
        _ => "text",
    };
}
