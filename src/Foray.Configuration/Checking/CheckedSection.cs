using Foray.Plugins.Manifests;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Checking;

/// <summary>A plugin's section of a file that has been checked.</summary>
/// <param name="File">The part of the file it stands in.</param>
/// <param name="Plugin">The plugin that reads it.</param>
/// <param name="Options">The plugin's options, variables replaced, without the key that names the plugin and those that the host reads.</param>
/// <param name="Index">Its number among the sections of its part of the file, from 0.</param>
public sealed record CheckedSection(FileSection File, PluginDescription Plugin, MappingNode Options, int Index)
{
    /// <summary>The entry's name; null where it has none.</summary>
    public string? Name => Options[FileSection.NameKey] is ScalarNode { Kind: not ScalarKind.Null } name ? name.Text : null;

    /// <summary>What the host reads: those of the <see cref="FileSection.HostOptions"/> that the file gives and the plugin does not have itself.</summary>
    public required MappingNode HostOptions { get; init; }
}
