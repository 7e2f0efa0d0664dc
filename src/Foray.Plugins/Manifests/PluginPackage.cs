using Foray.Plugins.Catalog;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Manifests;

/// <summary>A package of plugins as its manifest describes it. Nothing of it has been loaded.</summary>
public sealed class PluginPackage
{
    private ISchemaSource? _schemas;

    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="sdk">Version of the Sdk.</param>
    /// <param name="assemblyPath">Path of its assembly.</param>
    internal PluginPackage(string name, string version, string sdk, string assemblyPath) =>
        (Name, Version, Sdk, AssemblyPath) = (name, version, sdk, assemblyPath);

    /// <summary>Name of the package: that of its assembly.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>Version of the Sdk that it was compiled against.</summary>
    public string Sdk { get; }

    /// <summary>Absolute path of its assembly.</summary>
    public string AssemblyPath { get; }

    /// <summary>Its plugins, by kind and name.</summary>
    public IReadOnlyList<PluginDescription> Plugins { get; internal set; } = [];

    /// <summary>Kinds that it defines.</summary>
    public IReadOnlyList<KindDescription> Kinds { get; internal set; } = [];

    /// <summary>Names of the assemblies whose contracts other packages implement. Default: none.</summary>
    public IReadOnlyList<string> Exports { get; internal set; } = [];

    /// <summary>Where it was found. Default: named by its path.</summary>
    public PackageSource Source { get; internal set; } = PackageSource.Explicit;

    /// <summary>Why nothing of it may be loaded; null where it may.</summary>
    public Diagnostic? Blocked { get; internal set; }

    /// <summary>Finds the package that has the contracts of an assembly; set by the catalog.</summary>
    internal Func<string, PluginPackage?> FindContracts { get; set; } = static _ => null;

    /// <summary>Says why a plugin of it may not be loaded; null where it may. Set by the catalog, which knows the settings.</summary>
    internal Func<PluginDescription, Diagnostic?> FindRefusal { get; set; } = static plugin => plugin.Package.Blocked;

    /// <summary>Schemas of its options records. Default: read from the metadata of the assembly when first asked for.</summary>
    internal ISchemaSource Schemas
    {
        get => _schemas ??= new OptionsSchemaReader(ManifestReader.ReadSchemas(AssemblyPath));
        set => _schemas = value;
    }
}
