using Foray.Sdk.Generators.Text;

namespace Foray.Sdk.Generators.Options;

/// <summary>What a value must be, and how it is read.</summary>
/// <param name="Type">Name of the type in the manifest.</param>
/// <param name="Code">The .NET type as C# takes it.</param>
internal sealed record OptionSchema(string Type, string Code)
{
    public const string Text = "string";
    public const string Integer = "integer";
    public const string Number = "number";
    public const string Boolean = "boolean";
    public const string Enum = "enum";
    public const string Duration = "duration";
    public const string Size = "size";
    public const string Cidr = "cidr";
    public const string InputPath = "input_path";
    public const string Scalar = "scalar";
    public const string List = "list";
    public const string Map = "map";
    public const string Object = "object";

    /// <summary>The function of <c>OptionReader</c> that reads it; empty for an enum and an object.</summary>
    public string Reader { get; init; } = "";

    public bool Verbatim { get; init; }

    public bool WithinFolder { get; init; }

    public string? Pattern { get; init; }

    /// <summary>Least number as JSON; null where there is none.</summary>
    public string? Minimum { get; init; }

    /// <summary>Greatest number as JSON; null where there is none.</summary>
    public string? Maximum { get; init; }

    /// <summary>Least length of text, or number of items.</summary>
    public int? MinimumLength { get; init; }

    /// <summary>Greatest length of text, or number of items.</summary>
    public int? MaximumLength { get; init; }

    public bool Unique { get; init; }

    public bool Matrix { get; init; }

    /// <summary>Schema of a list's items or a map's values.</summary>
    public OptionSchema? Items { get; init; }

    /// <summary>The items' type as C# takes it, with its nullability.</summary>
    public string ItemCode { get; init; } = "";

    public EquatableArray<EnumValue> Values { get; init; }

    /// <summary>Full name of an object's record.</summary>
    public string? Record { get; init; }
}
