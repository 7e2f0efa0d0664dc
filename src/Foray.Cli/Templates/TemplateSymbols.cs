using System.Security;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Foray.Cli.Templates;

/// <summary>What a template's texts are replaced with: its template.json, as <c>dotnet new</c> reads it, for the symbols that Foray's templates have.</summary>
internal sealed partial class TemplateSymbols
{
    private readonly List<(string Text, string Replacement)> _replacements = [];

    private TemplateSymbols(string sdkVersion) => SdkVersion = sdkVersion;

    /// <summary>The version of the Sdk that the template is for.</summary>
    public string SdkVersion { get; }

    /// <summary>Reads a template's symbols.</summary>
    /// <param name="file">Its template.json.</param>
    /// <param name="name">Name of the new project.</param>
    /// <param name="feed">Folder with Foray's packages.</param>
    public static TemplateSymbols Read(string file, string name, string feed)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var symbols = document.RootElement.GetProperty("symbols");
        var result = new TemplateSymbols(symbols.GetProperty("sdk-version").GetProperty("defaultValue").GetString()!);
        result._replacements.Add((document.RootElement.GetProperty("sourceName").GetString()!, name));
        foreach (var symbol in symbols.EnumerateObject())
            if (symbol.Value.TryGetProperty("replaces", out var text))
                result._replacements.Add((text.GetString()!, symbol.Name switch
                {
                    "sdk-version" => result.SdkVersion,
                    "feed" => SecurityElement.Escape(feed),
                    "plugin-name-in-files" => PluginNameOf(name),
                    _ => symbol.Value.GetProperty("parameters").GetProperty("value").GetString()!,
                }));
        return result;
    }

    /// <summary>Name in files of the plugin of a project: <c>disk-probe</c> for <c>Acme.DiskProbe</c>.</summary>
    public static string PluginNameOf(string project) =>
        WordStartPattern().Replace(project[(project.LastIndexOf('.') + 1)..], "-").ToLowerInvariant();

    /// <summary>The text, or the name of a file, in the new project.</summary>
    public string Replace(string text)
    {
        foreach (var (old, replacement) in _replacements)
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStartPattern();
}
