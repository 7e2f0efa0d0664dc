namespace Foray.Plugins.Schemas;

/// <summary>What the value of an option must be. Members that do not belong to the type are null or false.</summary>
/// <param name="Type">The type.</param>
public sealed record ValueSchema(ValueType Type)
{
    /// <summary>Smallest number allowed.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest number allowed.</summary>
    public double? Maximum { get; init; }

    /// <summary>Regular expression that text matches as a whole.</summary>
    public string? Pattern { get; init; }

    /// <summary>Least number of characters.</summary>
    public int? MinimumLength { get; init; }

    /// <summary>Most characters.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>Least number of items of a list or map.</summary>
    public int? MinimumItems { get; init; }

    /// <summary>Most items of a list or map.</summary>
    public int? MaximumItems { get; init; }

    /// <summary>True where the items of a list differ from each other.</summary>
    public bool Unique { get; init; }

    /// <summary>True for a map of parameters: its names are those of environment variables. Its lists have one item or more, all different, and say so themselves.</summary>
    public bool Matrix { get; init; }

    /// <summary>True for a map whose names become those of environment variables.</summary>
    public bool NamesEnvironment => Matrix || Items?.Type == ValueType.Variable;

    /// <summary>True for text in which variables are not replaced.</summary>
    public bool Verbatim { get; init; }

    /// <summary>True for a path that does not lead out of its folder where it is relative.</summary>
    public bool WithinFolder { get; init; }

    /// <summary>The names of an enumeration, in order.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Schema of a list's items or a map's values; null for a map whose values somebody else judges.</summary>
    public ValueSchema? Items { get; init; }

    /// <summary>Schema of a record.</summary>
    public OptionsSchema? Record { get; init; }
}
