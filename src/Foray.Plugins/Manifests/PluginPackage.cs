using Foray.Plugins.Schemas;

namespace Foray.Plugins.Manifests;

/// <summary>A package of plugins as its manifest describes it. Nothing of it has been loaded.</summary>
public sealed class PluginPackage
{
    private readonly Lazy<OptionsSchemaReader> _schemas;

    internal PluginPackage(string name, string version, string sdk, string assemblyPath)
    {
        (Name, Version, Sdk, AssemblyPath) = (name, version, sdk, assemblyPath);
        _schemas = new(() => new OptionsSchemaReader(ManifestReader.ReadSchemas(assemblyPath)));
    }

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

    /// <summary>Schema of an options record; read from the file when first asked for.</summary>
    /// <exception cref="FormatException">The manifest does not keep its format.</exception>
    internal OptionsSchema ReadSchema(string record) => _schemas.Value.Read(record);
}
