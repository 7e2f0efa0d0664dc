using System.Text.Json;

namespace Foray.Plugins.Manifests;

/// <summary>The index of a manifest: a short JSON text, read in one pass. A document in memory would take three times as long, at every first start with many packages.</summary>
internal static class ManifestIndex
{
    private delegate T ReadItem<T>(ref Utf8JsonReader reader);

    /// <exception cref="FormatException">The text does not keep the format.</exception>
    public static PluginPackage Parse(ReadOnlySpan<byte> json, string assemblyPath)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return ReadPackage(ref reader, assemblyPath);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"its manifest cannot be read: {error.Message}", error);
        }
    }

    private static PluginPackage ReadPackage(ref Utf8JsonReader reader, string assemblyPath)
    {
        string? name = null, version = null, sdk = null, author = null;
        IReadOnlyList<KindDescription> kinds = [];
        IReadOnlyList<string> exports = [];
        var plugins = default(Utf8JsonReader);
        var hasPlugins = false;
        while (NextMember(ref reader) is { } member)
        {
            switch (member)
            {
                case "package": name = reader.GetString(); break;
                case "version": version = reader.GetString(); break;
                case "sdk": sdk = reader.GetString(); break;
                case "author": author = reader.GetString(); break;
                case "kinds": kinds = ReadList(ref reader, ReadKind); break;
                case "exports": exports = ReadList(ref reader, ReadText); break;
                case "plugins":
                    plugins = reader; // read at the end, because the members may have any order
                    hasPlugins = true;
                    reader.Skip();
                    break;
                default: reader.Skip(); break;
            }
        }

        while (reader.Read())
        {
        }

        var package = new PluginPackage(Required(name, "package"), Required(version, "version"), Required(sdk, "sdk"), assemblyPath) { Kinds = kinds, Exports = exports };
        if (hasPlugins)
            package.Plugins = ReadList(ref plugins, (ref Utf8JsonReader plugin) => ReadPlugin(ref plugin, package, author));
        return package;
    }

    private static PluginDescription ReadPlugin(ref Utf8JsonReader reader, PluginPackage package, string? packageAuthor)
    {
        string? kind = null, name = null, type = null, factory = null, options = null, description = null, author = null, extends = null, deprecated = null;
        IReadOnlyList<string> capabilities = [];
        IReadOnlyList<PluginRequirement> requires = [];
        IReadOnlyList<ToolRequirement> tools = [];
        ContractReference? contract = null;
        while (NextMember(ref reader) is { } member)
        {
            switch (member)
            {
                case "kind": kind = reader.GetString(); break;
                case "name": name = reader.GetString(); break;
                case "type": type = reader.GetString(); break;
                case "factory": factory = reader.GetString(); break;
                case "options": options = reader.GetString(); break;
                case "description": description = reader.GetString(); break;
                case "author": author = reader.GetString(); break;
                case "capabilities": capabilities = ReadList(ref reader, ReadText); break;
                case "requires": requires = ReadList(ref reader, ReadRequirement); break;
                case "tools": tools = ReadList(ref reader, ReadTool); break;
                case "contract": contract = ReadContract(ref reader); break;
                case "extends": extends = reader.GetString(); break;
                case "deprecated": deprecated = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new PluginDescription(package, Required(kind, "kind"), Required(name, "name"), Required(type, "type"), Required(factory, "factory"), options)
        {
            Description = description ?? "",
            Author = author ?? packageAuthor,
            Capabilities = capabilities,
            Requires = requires,
            Tools = tools,
            Contract = contract,
            Extends = extends,
            Deprecated = deprecated,
        };
    }

    private static KindDescription ReadKind(ref Utf8JsonReader reader)
    {
        var (name, type, _) = ReadTexts(ref reader, "name", "type", "");
        return new KindDescription(Required(name, "name"), Required(type, "type"));
    }

    private static PluginRequirement ReadRequirement(ref Utf8JsonReader reader)
    {
        var (kind, name, versions) = ReadTexts(ref reader, "kind", "name", "versions");
        return new PluginRequirement(Required(kind, "kind"), Required(name, "name"), versions);
    }

    private static ToolRequirement ReadTool(ref Utf8JsonReader reader)
    {
        var (program, remedy, _) = ReadTexts(ref reader, "program", "remedy", "");
        return new ToolRequirement(Required(program, "program"), remedy);
    }

    private static ContractReference ReadContract(ref Utf8JsonReader reader)
    {
        var (assembly, version, _) = ReadTexts(ref reader, "assembly", "version", "");
        return new ContractReference(Required(assembly, "assembly"), Required(version, "version"));
    }

    private static string ReadText(ref Utf8JsonReader reader) =>
        reader.GetString() ?? throw new FormatException("its manifest has a list with an item that is null");

    /// <summary>An object of texts; members of other names are passed over.</summary>
    private static (string? First, string? Second, string? Third) ReadTexts(ref Utf8JsonReader reader, string first, string second, string third)
    {
        (string? First, string? Second, string? Third) texts = default;
        while (NextMember(ref reader) is { } member)
        {
            if (member == first)
                texts.First = reader.GetString();
            else if (member == second)
                texts.Second = reader.GetString();
            else if (member == third)
                texts.Third = reader.GetString();
            else
                reader.Skip();
        }

        return texts;
    }

    private static List<T> ReadList<T>(ref Utf8JsonReader reader, ReadItem<T> read)
        where T : class
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new InvalidOperationException($"a list is expected, and {reader.TokenType} was found");
        var list = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Add(read(ref reader));
        return list;
    }

    /// <summary>Goes from an object's beginning, or from the end of a member's value, to the value of the next member; null at the object's end.</summary>
    private static string? NextMember(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
            return null;
        var member = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
        reader.Read();
        return member ?? throw new InvalidOperationException($"an object is expected, and {reader.TokenType} was found");
    }

    private static string Required(string? text, string member) => text ?? throw new FormatException($"its manifest lacks '{member}'");
}
