using Foray.Plugins.Lifecycle;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Manifests;

/// <summary>A plugin as its manifest describes it.</summary>
/// <param name="Package">The package it comes from.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Full name of its class.</param>
/// <param name="Factory">Full name of the generated factory.</param>
/// <param name="Options">Full name of its options record; null where it has no options.</param>
public sealed record PluginDescription(PluginPackage Package, string Kind, string Name, string Type, string Factory, string? Options)
{
    /// <summary>What it is, in a sentence; empty where the author does not say.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who wrote it; null where the author does not say.</summary>
    public string? Author { get; init; }

    /// <summary>Its capabilities; see <see cref="Foray.Sdk.Plugins.PluginCapabilities"/>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Plugins it needs.</summary>
    public IReadOnlyList<PluginRequirement> Requires { get; init; } = [];

    /// <summary>Programs it runs on this computer.</summary>
    public IReadOnlyList<ToolRequirement> Tools { get; init; } = [];

    /// <summary>Where its kind is defined; null for the Sdk and its own assembly.</summary>
    public ContractReference? Contract { get; init; }

    /// <summary>Name of the command that gets its options, for a plugin of kind <c>command</c>; null where it is a command of its own.</summary>
    public string? Extends { get; init; }

    /// <summary>What to use instead; null where it is not deprecated.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Name that is unique among all packages: <c>package:name</c>.</summary>
    public string QualifiedName => $"{Package.Name}:{Name}";

    /// <summary>Name that is unique among all plugins: <c>kind/package:name</c>.</summary>
    public string Id => $"{Kind}/{QualifiedName}";

    /// <summary>Its version: that of its package, or its own where it was registered by hand.</summary>
    public string Version => Registration?.Version ?? Package.Version;

    /// <summary>How it is made, where it was registered by hand; null for one from a package.</summary>
    internal PluginRegistration? Registration { get; init; }

    /// <summary>Schema of its options, read from the manifest.</summary>
    /// <exception cref="DiagnosticException">The manifest does not keep its format.</exception>
    public OptionsSchema ReadSchema()
    {
        try
        {
            if (Registration is not null)
                return Registration.Schema;
            return Options is null ? OptionsSchema.Empty : Package.Schemas.Read(Options);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(PluginCodes.BadPackage, $"package '{Package.Name}': {error.Message}",
                "install a version of the package that was built with this Foray's Sdk"), error);
        }
    }
}
