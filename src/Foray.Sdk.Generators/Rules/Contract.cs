using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Rules;

/// <summary>Full names of the Sdk's types that the contract speaks of.</summary>
internal static class Contract
{
    public const string Plugin = "Foray.Sdk.Plugins.PluginAttribute";
    public const string PluginKind = "Foray.Sdk.Plugins.PluginKindAttribute";
    public const string RequiresPlugin = "Foray.Sdk.Plugins.RequiresPluginAttribute";
    public const string RequiresTool = "Foray.Sdk.Plugins.RequiresToolAttribute";
    public const string ExportsContracts = "Foray.Sdk.Plugins.ExportsContractsAttribute";
    public const string ExtendsCommand = "Foray.Sdk.Plugins.ExtendsCommandAttribute";

    public const string ExactlyOneOf = "Foray.Sdk.Options.ExactlyOneOfAttribute";
    public const string AtMostOneOf = "Foray.Sdk.Options.AtMostOneOfAttribute";
    public const string RequiresOption = "Foray.Sdk.Options.RequiresOptionAttribute";
    public const string MachineCount = "Foray.Sdk.Options.MachineCountAttribute";
    public const string MachineTool = "Foray.Sdk.Options.MachineToolAttribute";
    public const string DefaultDuration = "Foray.Sdk.Options.DefaultDurationAttribute";
    public const string Unique = "Foray.Sdk.Options.UniqueAttribute";
    public const string Verbatim = "Foray.Sdk.Options.VerbatimAttribute";
    public const string Matrix = "Foray.Sdk.Options.MatrixAttribute";
    public const string WithinFolder = "Foray.Sdk.Options.WithinFolderAttribute";
    public const string RenamedFrom = "Foray.Sdk.Options.RenamedFromAttribute";
    public const string Deprecated = "Foray.Sdk.Options.DeprecatedAttribute";
    public const string Positional = "Foray.Sdk.Options.PositionalAttribute";

    /// <summary>The kind whose plugins are subcommands, or add options to one.</summary>
    public const string CommandKind = "command";

    /// <summary>The option whose value chooses the plugin of a section, unless the section is keyed by the plugin's name.</summary>
    public const string DiscriminatorKey = "kind";

    /// <summary>The kinds whose sections are keyed by the plugin's name.</summary>
    public static readonly string[] KindsKeyedByName = ["software", "deployment"];

    /// <summary>Prefixes that belong to Foray and to the system whose files it reads.</summary>
    public static readonly string[] ReservedPrefixes = ["foray.", "kiso."];

    /// <summary>The Sdk that a compilation refers to.</summary>
    public static IAssemblySymbol SdkOf(Compilation compilation) => compilation.GetTypeByMetadataName(Plugin)!.ContainingAssembly;

    /// <summary>True for lower-case letters, digits, <c>-</c> and <c>_</c>, beginning with a letter.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && name[0] is >= 'a' and <= 'z'
        && name.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');

    /// <summary>Reports a plugin's or kind's name that users could not write.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What bears it: <c>plugin</c> or <c>kind</c>.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="problems">Takes the report.</param>
    public static void CheckName(string name, string what, Location place, Problems problems)
    {
        if (ReservedPrefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } reserved)
            problems.Add(Descriptors.InvalidName, place, name, what, $"the prefix '{reserved}' is reserved");
        else if (!IsName(name))
            problems.Add(Descriptors.InvalidName, place, name, what, "use lower-case letters, digits, '-' and '_', beginning with a letter");
    }
}
