using System.Text;
using Foray.Plugins.Commands;
using Foray.Plugins.Manifests;

namespace Foray.Plugins.Schemas;

/// <summary>A plugin as a page of documentation, from its manifest alone.</summary>
public sealed class OptionsPage
{
    private readonly PluginDescription _plugin;
    private readonly OptionsSchema _schema;
    private readonly IReadOnlyList<(OptionsSchema Record, string Heading)> _records;
    private readonly ValueWords _words;
    private readonly StringBuilder _text = new();

    private OptionsPage(PluginDescription plugin)
    {
        (_plugin, _schema) = (plugin, plugin.ReadSchema());
        _records = RecordsIn(_schema);
        _words = new ValueWords(Link);
    }

    /// <summary>The page as Markdown; the same text for the same manifest.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The manifest does not keep its format.</exception>
    public static string Write(PluginDescription plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        return new OptionsPage(plugin).Write();
    }

    private bool IsCommand => _plugin.Kind == "command";

    private string Write()
    {
        WriteHead();
        foreach (var (record, heading) in _records)
            WriteRecord(record, heading);
        WriteRequirements();
        WriteExample();
        return _text.ToString();
    }

    private void WriteHead()
    {
        Line($"# {_plugin.Kind}/{_plugin.Name}");
        if (_plugin.Description.Length > 0)
            Paragraph(Markdown.Text(_plugin.Description));
        if (_plugin.Deprecated is { } message)
            Paragraph($"**Deprecated**: {Markdown.Text(message)}.");
        if (_plugin.Extends is { } command)
            Paragraph($"Adds its options to {Markdown.Code($"foray {command}")}.");
        Paragraph($"Package {Markdown.Code(_plugin.Package.Name)} {_plugin.Package.Version}{(_plugin.Author is { } author ? $", by {Markdown.Text(author)}" : "")}.");
    }

    private void WriteRecord(OptionsSchema record, string heading)
    {
        Paragraph("## " + heading);
        if (record.Summary.Length > 0 && record != _schema)
            Paragraph(Markdown.Text(record.Summary));
        if (record.Properties.Count == 0)
        {
            Paragraph("There are no options.");
            return;
        }

        Paragraph("| option | value | default | what it is |");
        Line("|---|---|---|---|");
        foreach (var property in record.Properties)
            Line($"| {Markdown.Code(Name(property.Key, property.Position))} | {_words.Of(property.Schema)} | {Default(property)} | {Summary(property)} |");
        WriteGroups(record);
    }

    /// <summary>An option as users write it.</summary>
    private string Name(string key, int? position = null) =>
        !IsCommand ? key : position is null ? CommandOption.FlagOf(key) : CommandOption.ArgumentOf(key);

    private static string Default(OptionProperty property) => property switch
    {
        { Required: true } => "required",
        { Default: ['"', not '"', ..] json } => Markdown.Code(DefaultText.Of(json)),
        { Default: { } json } => Markdown.Code(json),
        _ => "–",
    };

    private string Summary(OptionProperty property)
    {
        var sentences = new List<string> { Markdown.Text(property.Summary) };
        if (property.Position is { } position)
            sentences.Add($"Argument {position + 1}, written without a name.");
        if (property.Deprecated is { } message)
            sentences.Add($"**Deprecated**: {Markdown.Text(message)}.");
        if (property.RenamedFrom.Count > 0)
            sentences.Add($"Its name was {string.Join(", ", property.RenamedFrom.Select(former => Markdown.Code(Name(former))))}.");
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }

    private void WriteGroups(OptionsSchema record)
    {
        List<string> rules =
        [
            .. record.ExactlyOne.Select(group => $"Exactly one of {Keys(group)} is given."),
            .. record.AtMostOne.Select(group => $"At most one of {Keys(group)} is given."),
            .. record.Requires.Select(pair => $"{Keys([pair.Key])} makes sense only together with {Keys([pair.Required])}."),
        ];
        if (rules.Count > 0)
            Paragraph(string.Join('\n', rules.Select(rule => "- " + rule)));
    }

    private void WriteRequirements()
    {
        List<string> requirements =
        [
            .. _plugin.Tools.Select(tool => $"the program {Markdown.Code(tool.Program)}{(tool.Remedy is { } remedy ? $": {Markdown.Text(remedy)}" : "")}"),
            .. _plugin.Requires.Select(other => $"the {other.Kind} {Markdown.Code(other.Name)}{(other.Versions is { } versions ? $", versions {Markdown.Code(versions)}" : "")}"),
        ];
        if (requirements.Count == 0)
            return;
        Paragraph("## Requirements");
        Paragraph(string.Join('\n', requirements.Select(requirement => "- " + requirement)));
    }

    private void WriteExample()
    {
        var lines = IsCommand ? CommandLine() : ExampleSection.Lines(_schema);
        if (lines.Count == 0)
            return;
        Paragraph("## Example");
        Paragraph($"```{(IsCommand ? "sh" : "yaml")}\n{string.Join('\n', lines)}\n```");
    }

    private IReadOnlyList<string> CommandLine()
    {
        var required = ExampleSection.Required(_schema).Select(property => property.Key).ToHashSet(StringComparer.Ordinal);
        var options = OptionsHelp.Describe(_schema).Where(option => required.Contains(option.Key)).ToList();
        if (_plugin.Extends is not null && options.Count == 0)
            return [];
        string[] words =
        [
            "foray", _plugin.Extends ?? _plugin.Name,
            .. options.Where(option => option.Position is not null).OrderBy(option => option.Position).Select(option => ExampleSection.Scalar(option.Item)),
            .. options.Where(option => option.Position is null).Select(option => option.ValueName is null ? option.Flag : $"{option.Flag} {ExampleSection.Scalar(option.Item)}"),
        ];
        return [string.Join(' ', words)];
    }

    private string Link(OptionsSchema record, bool isPlural) =>
        $"[{(isPlural ? "mappings" : "mapping")}]({Markdown.Anchor(_records.First(entry => entry.Record == record).Heading)})";

    /// <summary>The schema and all records in it, each under the first path that leads to it.</summary>
    private static List<(OptionsSchema Record, string Heading)> RecordsIn(OptionsSchema schema)
    {
        var found = new List<(OptionsSchema Record, string Heading)> { (schema, "Options") };
        var paths = new List<string> { "" };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var property in found[i].Record.Properties)
            {
                if (RecordOf(property.Schema) is not { } record || found.Exists(entry => entry.Record == record))
                    continue;
                paths.Add(paths[i].Length == 0 ? property.Key : $"{paths[i]}.{property.Key}");
                found.Add((record, "Options of " + paths[^1]));
            }
        }

        return found;
    }

    private static OptionsSchema? RecordOf(ValueSchema schema) => schema.Record ?? (schema.Items is { } items ? RecordOf(items) : null);

    private string Keys(IReadOnlyList<string> keys) => string.Join(", ", keys.Select(key => Markdown.Code(Name(key))));

    private void Paragraph(string text) => Line("\n" + text);

    private void Line(string text) => _text.Append(text).Append('\n');
}
