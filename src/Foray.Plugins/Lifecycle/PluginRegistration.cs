using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Lifecycle;

/// <summary>A plugin that is a part of the program itself, registered by hand: what a manifest says of others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes it from its checked options, each under its present key, and the Sdk's services.</param>
public sealed record PluginRegistration(string Name, Func<MappingNode, IServiceProvider, object> Create)
{
    /// <summary>Its version, for the requirements of others. Default: 1.0.0.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>What it is, in a sentence. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its capabilities. Default: none.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Plugins it needs. Default: none.</summary>
    public IReadOnlyList<PluginRequirement> Requires { get; init; } = [];

    /// <summary>What its options are checked against. Default: it has none.</summary>
    public OptionsSchema Schema { get; init; } = OptionsSchema.Empty;
}
