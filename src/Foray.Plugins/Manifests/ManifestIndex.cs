using System.Text.Json;

namespace Foray.Plugins.Manifests;

/// <summary>The index of a manifest: a short JSON text, read member by member.</summary>
internal static class ManifestIndex
{
    /// <exception cref="FormatException">The text does not keep the format.</exception>
    public static PluginPackage Parse(string json, string assemblyPath)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var package = new PluginPackage(Required(root, "package"), Required(root, "version"), Required(root, "sdk"), assemblyPath);
            package.Kinds = JsonList.Read(root, "kinds", kind => new KindDescription(Required(kind, "name"), Required(kind, "type")));
            package.Plugins = JsonList.Read(root, "plugins", plugin => ReadPlugin(plugin, package, Optional(root, "author")));
            return package;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"its manifest cannot be read: {error.Message}", error);
        }
    }

    private static PluginDescription ReadPlugin(JsonElement plugin, PluginPackage package, string? packageAuthor) =>
        new(package, Required(plugin, "kind"), Required(plugin, "name"), Required(plugin, "type"), Required(plugin, "factory"), Optional(plugin, "options"))
        {
            Description = Optional(plugin, "description") ?? "",
            Author = Optional(plugin, "author") ?? packageAuthor,
            Capabilities = JsonList.Read(plugin, "capabilities", capability => capability.GetString()!),
            Requires = JsonList.Read(plugin, "requires", other => new PluginRequirement(Required(other, "kind"), Required(other, "name"), Optional(other, "versions"))),
            Tools = JsonList.Read(plugin, "tools", tool => new ToolRequirement(Required(tool, "program"), Optional(tool, "remedy"))),
        };

    private static string Required(JsonElement element, string member) =>
        Optional(element, member) ?? throw new FormatException($"its manifest lacks '{member}'");

    private static string? Optional(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? value.GetString() : null;
}
