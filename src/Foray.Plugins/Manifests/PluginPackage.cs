using Foray.Plugins.Schemas;

namespace Foray.Plugins.Manifests;

/// <summary>A package of plugins as its manifest describes it. Nothing of it has been loaded.</summary>
public sealed class PluginPackage
{
    private ISchemaSource? _schemas;

    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="sdk">Version of the Sdk.</param>
    /// <param name="assemblyPath">Path of its assembly.</param>
    /// <param name="schemas">Its options' schemas; null to read them from the assembly's metadata when first asked for.</param>
    internal PluginPackage(string name, string version, string sdk, string assemblyPath, ISchemaSource? schemas = null) =>
        (Name, Version, Sdk, AssemblyPath, _schemas) = (name, version, sdk, assemblyPath, schemas);

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

    /// <summary>Schemas of its options records.</summary>
    internal ISchemaSource Schemas => _schemas ??= new OptionsSchemaReader(ManifestReader.ReadSchemas(AssemblyPath));
}
