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

    /// <summary>What the entry consists of, options that the host reads included; null where the plugin's are not known.</summary>
    public required OptionsSchema? Schema { get; init; }

    /// <summary>The node that names the plugin.</summary>
    public required DocumentNode Origin { get; init; }

    public required MappingNode Options { get; set; }

    public required int Index { get; init; }

    /// <summary>The section of a known plugin, what the host reads apart from what the plugin reads.</summary>
    public CheckedSection ToChecked()
    {
        var own = Plugin!.ReadSchema();
        var forHost = File.HostOptions.Where(option => own.Find(option.Key) is null).Select(option => option.Key).ToHashSet(StringComparer.Ordinal);
        var entries = Options.Entries.ToLookup(entry => forHost.Contains(entry.Key.Text));
        return new CheckedSection(File, Plugin, entries[true].Any() ? new MappingNode(Options.Place, [.. entries[false]]) : Options, Index)
        {
            HostOptions = new MappingNode(Options.Place, [.. entries[true]]),
        };
    }
}
