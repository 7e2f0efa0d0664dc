using System.Globalization;
using System.Text.Json;
using Foray.Cli.Output;
using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;

namespace Foray.Cli.Listing;

/// <summary>All that a manifest says of a plugin, in three forms.</summary>
/// <param name="listed">The plugin.</param>
internal sealed class PluginPage(ListedPlugin listed)
{
    private readonly PluginDescription _plugin = listed.Plugin;
    private readonly IReadOnlyList<ShownOption> _options = ShownOption.Of(listed.Plugin.ReadSchema());

    public string ToText()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine($"{_plugin.Kind}/{_plugin.Name}");
        if (_plugin.Description.Length > 0)
            text.WriteLine($"  {_plugin.Description}");
        text.WriteLine();
        foreach (var (name, value) in Facts())
            text.WriteLine($"{name + ":",-14}{value}");
        if (_options.Count > 0)
            text.WriteLine("\noptions:");
        foreach (var option in _options)
        {
            text.WriteLine($"  {option.Key} ({option.Type}{Condition(option)})");
            text.WriteLine($"      {option.Property.Summary}");
            if (Notes(option) is { Length: > 0 } notes)
                text.WriteLine($"      {notes}");
        }

        return text.ToString();
    }

    public string ToMarkdown() => OptionsPage.Write(_plugin);

    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", _plugin.Kind);
        writer.WriteString("name", _plugin.Name);
        writer.WriteString("package", _plugin.Package.Name);
        writer.WriteString("version", _plugin.Package.Version);
        writer.WriteString("sdk", _plugin.Package.Sdk);
        writer.WriteString("description", _plugin.Description);
        writer.WriteString("author", _plugin.Author);
        writer.WriteString("state", listed.State);
        writer.WriteString("reason", listed.Reason?.Message);
        writer.WriteString("source", listed.Source);
        writer.WriteString("path", _plugin.Package.AssemblyPath);
        writer.WriteString("deprecated", _plugin.Deprecated);
        writer.WriteString("extends", _plugin.Extends);
        writer.WriteTexts("capabilities", _plugin.Capabilities);
        writer.WriteList("requires", _plugin.Requires, required =>
        {
            writer.WriteStartObject();
            writer.WriteString("kind", required.Kind);
            writer.WriteString("name", required.Name);
            writer.WriteString("versions", required.Versions);
            writer.WriteEndObject();
        });
        writer.WriteList("tools", _plugin.Tools, tool =>
        {
            writer.WriteStartObject();
            writer.WriteString("program", tool.Program);
            writer.WriteString("remedy", tool.Remedy);
            writer.WriteEndObject();
        });
        writer.WriteList("options", _options, option => Write(option, writer));
        writer.WriteEndObject();
    }

    private static void Write(ShownOption option, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("key", option.Key);
        writer.WriteString("type", option.Type);
        writer.WriteBoolean("required", option.Property.Required);
        writer.WritePropertyName("default");
        writer.WriteRawValue(option.Property.Default ?? "null");
        writer.WriteString("summary", option.Property.Summary);
        writer.WriteString("deprecated", option.Property.Deprecated);
        writer.WriteTexts("renamed_from", option.Property.RenamedFrom);
        writer.WriteEndObject();
    }

    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("package", $"{_plugin.Package.Name} {_plugin.Package.Version}");
        yield return ("state", listed.Reason is { } reason ? $"{listed.State}: {reason.Message}" : listed.State);
        if (_plugin.Deprecated is { } deprecated)
            yield return ("deprecated", deprecated);
        if (_plugin.Author is { } author)
            yield return ("author", author);
        if (_plugin.Capabilities.Count > 0)
            yield return ("capabilities", string.Join(", ", _plugin.Capabilities));
        if (_plugin.Requires.Count > 0)
            yield return ("requires", string.Join(", ", _plugin.Requires.Select(required => $"{required.Kind}/{required.Name} {required.Versions}".TrimEnd())));
        if (_plugin.Tools.Count > 0)
            yield return ("tools", string.Join(", ", _plugin.Tools.Select(tool => tool.Program)));
        if (_plugin.Extends is { } extended)
            yield return ("extends", $"foray {extended}");
        yield return ("source", listed.Source);
        yield return ("path", _plugin.Package.AssemblyPath);
    }

    private static string Condition(ShownOption option) =>
        option.Property.Required ? ", required" : option.Property.Default is { } value ? $", default {value}" : "";

    private static string Notes(ShownOption option)
    {
        var deprecated = option.Property.Deprecated is { } message ? $"deprecated: {message}" : null;
        var former = option.Property.RenamedFrom.Count > 0 ? $"was called {string.Join(", ", option.Property.RenamedFrom)}" : null;
        return string.Join("; ", new[] { deprecated, former }.OfType<string>());
    }
}
