using Foray.Sdk.Generators.Options;
using Foray.Sdk.Generators.Text;

namespace Foray.Sdk.Generators.Plugins;

/// <summary>A class with <c>[Plugin]</c> that keeps the contract.</summary>
/// <param name="Kind">Name of its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Full name of the class.</param>
/// <param name="Code">The class as C# takes it.</param>
/// <param name="Factory">Name of its factory in <c>Foray.Generated</c>.</param>
/// <param name="Options">Full name of its options record; null where it has none.</param>
/// <param name="Description">One sentence; null where there is none.</param>
/// <param name="Author">Its author where that is not the package's.</param>
internal sealed record PluginDeclaration(
    string Kind, string Name, string Type, string Code, string Factory, string? Options, string? Description, string? Author)
{
    public EquatableArray<string> Capabilities { get; init; }

    public EquatableArray<RequiredPlugin> Requires { get; init; }

    public EquatableArray<RequiredTool> Tools { get; init; }

    /// <summary>Where its kind is defined; null for the Sdk and its own assembly.</summary>
    public ContractReference? Contract { get; init; }

    /// <summary>Name of the command that gets its options; null where it gets none of another.</summary>
    public string? Extends { get; init; }

    /// <summary>What to use instead; null where it is not deprecated.</summary>
    public string? Deprecated { get; init; }

    /// <summary>What its constructor takes, as C#: the type of a service, or null for the options.</summary>
    public EquatableArray<ConstructorArgument> Arguments { get; init; }

    /// <summary>Its options record and all that are nested in it.</summary>
    public EquatableArray<OptionsRecord> Records { get; init; }
}
