using System.Text.Json.Nodes;

namespace Foray.Sdk.Agents;

/// <summary>A parameter of a task or process. What a client gives is checked before the operation runs.</summary>
/// <param name="Key">Key as clients write it: letters, digits and <c>_</c>.</param>
/// <param name="Type">What its value is.</param>
public sealed record AgentParameter(string Key, AgentParameterType Type)
{
    /// <summary>What it is for, with its unit, for clients. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>True where a start without it is refused; it has no <see cref="Default"/> then. Default: false.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What the operation gets where a client gives nothing, or null. Default: null, the operation gets no such key.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>The values that may be given. Default: any.</summary>
    public IReadOnlyList<JsonNode> Choices { get; init; } = [];

    /// <summary>Smallest number that may be given. Default: any.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest number that may be given. Default: any.</summary>
    public double? Maximum { get; init; }

    /// <summary>
    /// A rule of its own: gets the value in its type, and returns what is wrong with it, such as <c>must be even</c>, or null.
    /// Called after the other rules have accepted the value, at any time, from any thread. Default: none.
    /// </summary>
    public Func<JsonNode, string?>? Check { get; init; }
}
