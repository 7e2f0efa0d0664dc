using Foray.Experiments.State;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Sites;

namespace Foray.Experiments.Provisioning;

/// <summary>Makes sites from what the journal says of them, whatever has become of the file.</summary>
internal sealed class JournalSites(ExperimentPaths paths, PluginScope scope)
{
    /// <exception cref="DiagnosticException">The plugin is not there any more, or refuses its options.</exception>
    public ISite Make(SiteUsed used, out PluginDescription plugin)
    {
        plugin = scope.Catalog.Find("site", used.Plugin, out var problem) ?? throw new DiagnosticException(problem!);
        return scope.Instances<ISite>().Add(plugin, (MappingNode)DocumentJson.Read(used.Options, paths.Journal), "journal");
    }

    /// <summary>The folder that the site's relative paths are taken from.</summary>
    public string FolderOf(SiteUsed used) => Directory.Exists(used.Folder) ? used.Folder : paths.State;
}
