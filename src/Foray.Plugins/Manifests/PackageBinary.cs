using Foray.Plugins.Schemas;

namespace Foray.Plugins.Manifests;

/// <summary>Packages in the form of the catalog cache, without the schemas of their options.</summary>
internal static class PackageBinary
{
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

        SchemaBinary.WriteTexts(package.Exports, writer);
        writer.Write(package.Plugins.Count);
        foreach (var plugin in package.Plugins)
            Write(plugin, writer);
    }

    public static PluginPackage Read(BinaryReader reader, string assemblyPath)
    {
        var (name, version, sdk) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        var package = new PluginPackage(name, version, sdk, assemblyPath);
        var kinds = new KindDescription[reader.ReadInt32()];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = new KindDescription(reader.ReadString(), reader.ReadString());
        package.Kinds = kinds;
        package.Exports = SchemaBinary.ReadTexts(reader);
        var plugins = new PluginDescription[reader.ReadInt32()];
        for (var i = 0; i < plugins.Length; i++)
            plugins[i] = ReadPlugin(reader, package);
        package.Plugins = plugins;
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

        writer.Write(plugin.Contract is not null);
        if (plugin.Contract is { } contract)
        {
            writer.Write(contract.Assembly);
            writer.Write(contract.Version);
        }

        SchemaBinary.WriteOptional(plugin.Extends, writer);
        SchemaBinary.WriteOptional(plugin.Deprecated, writer);
    }

    private static PluginDescription ReadPlugin(BinaryReader reader, PluginPackage package) =>
        new(package, reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), SchemaBinary.ReadOptional(reader))
        {
            Description = reader.ReadString(),
            Author = SchemaBinary.ReadOptional(reader),
            Capabilities = SchemaBinary.ReadTexts(reader),
            Requires = ReadRequirements(reader),
            Tools = ReadTools(reader),
            Contract = reader.ReadBoolean() ? new ContractReference(reader.ReadString(), reader.ReadString()) : null,
            Extends = SchemaBinary.ReadOptional(reader),
            Deprecated = SchemaBinary.ReadOptional(reader),
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
