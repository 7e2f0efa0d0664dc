using Foray.Plugins.Schemas;

namespace Foray.Plugins.Manifests;

/// <summary>Packages in the form of the catalog cache.</summary>
internal static class PackageBinary
{
    /// <exception cref="FormatException">A schema of the package cannot be read.</exception>
    public static void Write(PluginPackage package, BinaryWriter writer)
    {
        writer.Write(package.Name);
        writer.Write(package.Version);
        writer.Write(package.Sdk);
        writer.Write(package.Kinds.Count);
        foreach (var kind in package.Kinds)
        {
            writer.Write(kind.Name);
            writer.Write(kind.Type);
        }

        writer.Write(package.Plugins.Count);
        foreach (var plugin in package.Plugins)
            Write(plugin, writer);
        writer.Write(package.Schemas.Records.Count);
        foreach (var record in package.Schemas.Records)
        {
            var blob = SchemaBinary.Write(package.Schemas.Read(record));
            writer.Write(record);
            writer.Write(blob.Length);
            writer.Write(blob);
        }
    }

    public static PluginPackage Read(BinaryReader reader, string assemblyPath)
    {
        var (name, version, sdk) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        var blobs = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var package = new PluginPackage(name, version, sdk, assemblyPath, new CachedSchemas(blobs));
        var kinds = new KindDescription[reader.ReadInt32()];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = new KindDescription(reader.ReadString(), reader.ReadString());
        package.Kinds = kinds;
        var plugins = new PluginDescription[reader.ReadInt32()];
        for (var i = 0; i < plugins.Length; i++)
            plugins[i] = ReadPlugin(reader, package);
        package.Plugins = plugins;
        for (var records = reader.ReadInt32(); records > 0; records--)
            blobs[reader.ReadString()] = reader.ReadBytes(reader.ReadInt32());
        return package;
    }

    private static void Write(PluginDescription plugin, BinaryWriter writer)
    {
        writer.Write(plugin.Kind);
        writer.Write(plugin.Name);
        writer.Write(plugin.Type);
        writer.Write(plugin.Factory);
        SchemaBinary.WriteOptional(plugin.Options, writer);
        writer.Write(plugin.Description);
        SchemaBinary.WriteOptional(plugin.Author, writer);
        SchemaBinary.WriteTexts(plugin.Capabilities, writer);
        writer.Write(plugin.Requires.Count);
        foreach (var other in plugin.Requires)
        {
            writer.Write(other.Kind);
            writer.Write(other.Name);
            SchemaBinary.WriteOptional(other.Versions, writer);
        }

        writer.Write(plugin.Tools.Count);
        foreach (var tool in plugin.Tools)
        {
            writer.Write(tool.Program);
            SchemaBinary.WriteOptional(tool.Remedy, writer);
        }
    }

    private static PluginDescription ReadPlugin(BinaryReader reader, PluginPackage package) =>
        new(package, reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), SchemaBinary.ReadOptional(reader))
        {
            Description = reader.ReadString(),
            Author = SchemaBinary.ReadOptional(reader),
            Capabilities = SchemaBinary.ReadTexts(reader),
            Requires = ReadRequirements(reader),
            Tools = ReadTools(reader),
        };

    private static PluginRequirement[] ReadRequirements(BinaryReader reader)
    {
        var requirements = new PluginRequirement[reader.ReadInt32()];
        for (var i = 0; i < requirements.Length; i++)
            requirements[i] = new PluginRequirement(reader.ReadString(), reader.ReadString(), SchemaBinary.ReadOptional(reader));
        return requirements;
    }

    private static ToolRequirement[] ReadTools(BinaryReader reader)
    {
        var tools = new ToolRequirement[reader.ReadInt32()];
        for (var i = 0; i < tools.Length; i++)
            tools[i] = new ToolRequirement(reader.ReadString(), SchemaBinary.ReadOptional(reader));
        return tools;
    }
}
