using Foray.Sdk.Generators.Text;

namespace Foray.Sdk.Generators.Plugins;

/// <summary>The index of an assembly's plugins as the manifest holds it; the format is described in <c>docs/reference/manifest.md</c>.</summary>
internal static class IndexJson
{
    public static string Write(Package package, string? author, IEnumerable<KindDeclaration> kinds, IEnumerable<PluginDeclaration> plugins)
    {
        var json = new JsonWriter().StartObject()
            .Name("package").Text(package.Name)
            .Name("version").Text(package.Version)
            .Name("sdk").Text(package.Sdk);
        WriteText("author", author, json);
        WriteArray("kinds", kinds.OrderBy(kind => kind.Name, StringComparer.Ordinal).ThenBy(kind => kind.Type, StringComparer.Ordinal), json, kind =>
            json.StartObject().Name("name").Text(kind.Name).Name("type").Text(kind.Type).EndObject());
        WriteArray("exports", package.Exports, json, assembly => json.Text(assembly));
        json.Name("plugins").StartArray();
        foreach (var plugin in plugins
            .OrderBy(plugin => plugin.Kind, StringComparer.Ordinal)
            .ThenBy(plugin => plugin.Name, StringComparer.Ordinal)
            .ThenBy(plugin => plugin.Type, StringComparer.Ordinal))
            Write(plugin, json);
        return json.EndArray().EndObject().ToString();
    }

    private static void Write(PluginDeclaration plugin, JsonWriter json)
    {
        json.StartObject()
            .Name("kind").Text(plugin.Kind)
            .Name("name").Text(plugin.Name)
            .Name("type").Text(plugin.Type)
            .Name("factory").Text("Foray.Generated." + plugin.Factory);
        WriteText("options", plugin.Options, json);
        WriteText("description", plugin.Description, json);
        WriteText("author", plugin.Author, json);
        WriteArray("capabilities", plugin.Capabilities, json, capability => json.Text(capability));
        WriteArray("requires", plugin.Requires, json, required =>
        {
            json.StartObject().Name("kind").Text(required.Kind).Name("name").Text(required.Name);
            WriteText("versions", required.Versions, json);
            json.EndObject();
        });
        WriteArray("tools", plugin.Tools, json, tool =>
        {
            json.StartObject().Name("program").Text(tool.Program);
            WriteText("remedy", tool.Remedy, json);
            json.EndObject();
        });
        if (plugin.Contract is { } contract)
            json.Name("contract").StartObject().Name("assembly").Text(contract.Assembly).Name("version").Text(contract.Version).EndObject();
        WriteText("extends", plugin.Extends, json);
        WriteText("deprecated", plugin.Deprecated, json);
        json.EndObject();
    }

    private static void WriteText(string name, string? value, JsonWriter json)
    {
        if (!string.IsNullOrEmpty(value))
            json.Name(name).Text(value!);
    }

    private static void WriteArray<T>(string name, IEnumerable<T> items, JsonWriter json, Action<T> write)
    {
        if (!items.Any())
            return;
        json.Name(name).StartArray();
        foreach (var item in items)
            write(item);
        json.EndArray();
    }
}
