using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Checking;

/// <summary>A section on its way through the check.</summary>
internal sealed class PendingSection
{
    public required FileSection File { get; init; }

    /// <summary>Name of the plugin as the file has it; null where it is missing or no text.</summary>
    public required string? PluginName { get; init; }

    /// <summary>The plugin; null where it is not known.</summary>
    public required PluginDescription? Plugin { get; init; }

    /// <summary>Schema of the plugin's options; null where it is not known.</summary>
    public required OptionsSchema? Schema { get; init; }

    /// <summary>The node that names the plugin.</summary>
    public required DocumentNode Origin { get; init; }

    public required MappingNode Options { get; set; }

    public required int Index { get; init; }
}
