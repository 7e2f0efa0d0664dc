using System.Reflection;
using System.Text.Json;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>What a manifest says of a plugin.</summary>
internal sealed record PluginEntry(string Kind, string Name, string Type, string Factory, string? Options)
{
    /// <summary>The entry of a class; null where its assembly's manifest has none.</summary>
    public static PluginEntry? Find(Type plugin)
    {
        if (plugin.Assembly.GetCustomAttribute<ForayManifestAttribute>() is not { } manifest)
            return null;
        using var document = JsonDocument.Parse(manifest.Index);
        foreach (var entry in document.RootElement.GetProperty("plugins").EnumerateArray())
        {
            if (entry.GetProperty("type").GetString() == plugin.FullName)
                return new PluginEntry(Text(entry, "kind")!, Text(entry, "name")!, plugin.FullName!, Text(entry, "factory")!, Text(entry, "options"));
        }

        return null;
    }

    private static string? Text(JsonElement entry, string member) => entry.TryGetProperty(member, out var value) ? value.GetString() : null;
}
