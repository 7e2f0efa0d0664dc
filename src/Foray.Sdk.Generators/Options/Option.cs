using Foray.Sdk.Generators.Text;

namespace Foray.Sdk.Generators.Options;

/// <summary>A property of an options record.</summary>
/// <param name="Property">Name of the property as C# takes it.</param>
/// <param name="Key">Name of the option as users write it.</param>
/// <param name="Summary">What it is for.</param>
/// <param name="Schema">What a value must be.</param>
/// <param name="Default">What counts where the file has no value; null for a required option.</param>
/// <param name="IsMachineCount">True with <c>[MachineCount]</c>.</param>
/// <param name="IsTool">True with <c>[MachineTool]</c>.</param>
internal sealed record Option(
    string Property, string Key, string Summary, OptionSchema Schema, OptionDefault? Default, bool IsMachineCount, bool IsTool)
{
    /// <summary>Keys that it had before.</summary>
    public EquatableArray<string> RenamedFrom { get; init; }

    /// <summary>What to do instead of giving it; null where it is not deprecated.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Its place among the positional options of a command; null where it is none.</summary>
    public int? Position { get; init; }
}
