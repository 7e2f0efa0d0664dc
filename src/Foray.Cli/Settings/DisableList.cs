using System.Text;
using Foray.Cli.Hosting;
using Foray.Configuration;
using Foray.Configuration.Documents;
using Foray.Plugins.Catalog;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Cli.Settings;

/// <summary>
/// The list <c>plugins.disable</c> in a settings file. Only its lines are changed: comments, line ends and everything else stay as they are. What was written is read again before
/// it replaces the file, and a form in which the list cannot be found line by line is refused.
/// </summary>
/// <param name="path">The settings file; it need not exist.</param>
internal sealed class DisableList(string path)
{
    private const string Plugins = "plugins";
    private const string Disable = "disable";
    private const char Mark = '\uFEFF';

    /// <summary>What stands in the list.</summary>
    /// <exception cref="DiagnosticException">The file is not in a form that can be edited.</exception>
    public IReadOnlyList<string> Read() => EntriesOf(Parse(ReadText()));

    /// <summary>Adds an entry, unless it is there.</summary>
    /// <returns>False where it was there.</returns>
    /// <exception cref="DiagnosticException">The file is not in a form that can be edited; it is as before.</exception>
    public bool Add(string entry)
    {
        using var alone = LockOut();
        var text = ReadText();
        var before = EntriesOf(Parse(text));
        if (before.Contains(entry, StringComparer.Ordinal))
            return false;
        Write(text, Added(text.TrimStart(Mark), entry), [.. before, entry]);
        return true;
    }

    /// <summary>Takes entries out.</summary>
    /// <exception cref="DiagnosticException">The file is not in a form that can be edited; it is as before.</exception>
    public void Remove(IReadOnlyCollection<string> entries)
    {
        using var alone = LockOut();
        var text = ReadText();
        var root = Parse(text);
        var left = EntriesOf(root).Where(entry => !entries.Contains(entry)).ToList();
        if (left.Count < EntriesOf(root).Count)
            Write(text, Removed(text.TrimStart(Mark), root, entries, left), left);
    }

    /// <summary>Two changes at once would lose one of them; null where there is no folder for the lock.</summary>
    private FileStream? LockOut()
    {
        if (CatalogPlaces.Of(HostServices.Name).UserFolder is not { } packages)
            return null;
        try
        {
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(packages)!).FullName;
            return new FileStream(Path.Combine(folder, "settings.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            throw Refuse("another command is changing settings; run this one again");
        }
    }

    private string Added(string text, string entry)
    {
        var root = Parse(text);
        var lines = LinesOf(text);
        var item = Quote(entry);
        if (root?[Plugins] is not MappingNode plugins)
        {
            if (root is not null && root[Plugins] is not null)
                throw Refuse($"'{Plugins}' in it has no keys below it");
            var end = $"{ReturnIn(lines)}\n";
            return $"{text}{(text.Length == 0 || text.EndsWith('\n') ? "" : end)}{Plugins}:{end}  {Disable}: [{item}]{end}";
        }

        if (plugins[Disable] is { } value and not SequenceNode { Items.Count: > 0 })
            return ReplaceEmpty(lines, plugins, value, item);
        if (plugins[Disable] is not SequenceNode list)
        {
            var first = plugins.Entries[0].Key.Place;
            InsertLine(lines, first.Line - 1, $"{new string(' ', first.Column - 1)}{Disable}: [{item}]");
        }
        else if (IsFlow(lines, list))
        {
            var (line, end) = EndOfFlow(lines, list);
            lines[line] = lines[line].Insert(end, $", {item}");
        }
        else
        {
            var last = list.Items[^1].Place;
            var dash = lines[last.Line - 1].IndexOf('-', StringComparison.Ordinal);
            InsertLine(lines, last.Line, $"{new string(' ', Math.Max(dash, 0))}- {item}");
        }

        return string.Join('\n', lines);
    }

    private string Removed(string text, MappingNode? root, IReadOnlyCollection<string> entries, List<string> left)
    {
        var lines = LinesOf(text);
        var list = (SequenceNode)((MappingNode)root![Plugins]!)[Disable]!;
        if (IsFlow(lines, list))
        {
            var (line, end) = EndOfFlow(lines, list);
            var start = list.Place.Column;
            lines[line] = $"{lines[line][..start]}{string.Join(", ", left.Select(Quote))}{lines[line][end..]}";
            return string.Join('\n', lines);
        }

        foreach (var item in list.Items.OfType<ScalarNode>().Where(item => entries.Contains(item.Text)).Reverse())
            lines.RemoveAt(item.Place.Line - 1);
        if (left.Count == 0)
        {
            var key = KeyOf((MappingNode)root[Plugins]!);
            var after = key.Place.Column - 1 + lines[key.Place.Line - 1][(key.Place.Column - 1)..].IndexOf(':', StringComparison.Ordinal) + 1;
            lines[key.Place.Line - 1] = lines[key.Place.Line - 1].Insert(after, " []");
        }

        return string.Join('\n', lines);
    }

    private string ReplaceEmpty(List<string> lines, MappingNode plugins, DocumentNode value, string item)
    {
        var key = KeyOf(plugins);
        var line = lines[key.Place.Line - 1];
        var colon = line.IndexOf(':', key.Place.Column - 1 + Disable.Length);
        if (colon < 0)
            throw Refuse($"'{Plugins}.{Disable}' in it is not on one line");
        var empty = value is SequenceNode && value.Place.Line == key.Place.Line && line.IndexOf(']', StringComparison.Ordinal) is var close and > 0 ? close + 1 : colon + 1;
        lines[key.Place.Line - 1] = $"{line[..(colon + 1)]} [{item}]{line[empty..]}";
        return string.Join('\n', lines);
    }

    private static ScalarNode KeyOf(MappingNode plugins) => plugins.Entries.First(entry => entry.Key.Text == Disable).Key;

    private static bool IsFlow(List<string> lines, SequenceNode list) =>
        list.Place.Line > 0 && lines[list.Place.Line - 1].ElementAtOrDefault(list.Place.Column - 1) == '[';

    private (int Line, int End) EndOfFlow(List<string> lines, SequenceNode list)
    {
        var line = list.Place.Line - 1;
        var last = list.Items[^1].Place;
        var end = last.Line - 1 == line ? lines[line].IndexOf(']', last.Column - 1) : -1;
        return end > 0 ? (line, end) : throw Refuse($"'{Plugins}.{Disable}' in it is not on one line");
    }

    /// <summary>Whatever the edit did, the file has to say what was wanted, and all else as before.</summary>
    private void Write(string before, string after, IReadOnlyList<string> wanted)
    {
        if (before.StartsWith(Mark))
            after = Mark + after;
        var root = ParseEdited(after);
        if (!EntriesOf(root).Order(StringComparer.Ordinal).SequenceEqual(wanted.Order(StringComparer.Ordinal), StringComparer.Ordinal) || Rest(root) != Rest(Parse(before)))
            throw Refuse("it is written in a way that cannot be edited without changing more");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        var aside = $"{target}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(aside, after);
            if (File.Exists(target) && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(aside, File.GetUnixFileMode(target));
            File.Move(aside, target, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private MappingNode? ParseEdited(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (DiagnosticException)
        {
            throw Refuse("it is written in a way that cannot be edited line by line");
        }
    }

    /// <summary>The text with its byte order mark.</summary>
    private string ReadText()
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        _ = Parse(bytes); // what is no UTF-8 would be lost
        var text = Encoding.UTF8.GetString(bytes);
        return text.Replace("\r\n", "", StringComparison.Ordinal).Contains('\r', StringComparison.Ordinal) ? throw Refuse("a line in it ends with CR alone") : text;
    }

    private MappingNode? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    private MappingNode? Parse(byte[] bytes)
    {
        var document = YamlReader.ReadBytes(bytes, path);
        var isEmpty = document.Root is null or ScalarNode { Kind: ScalarKind.Null };
        var errors = document.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error && !(isEmpty && diagnostic.Code == ConfigurationCodes.EmptyFile)).ToList();
        if (errors.Count > 0)
            throw new DiagnosticException(errors);
        return isEmpty ? null : document.Root as MappingNode ?? throw Refuse("it is no mapping");
    }

    private IReadOnlyList<string> EntriesOf(MappingNode? root) => (root?[Plugins] as MappingNode)?[Disable] switch
    {
        null or ScalarNode { Kind: ScalarKind.Null } => [],
        SequenceNode list when list.Items.All(item => item is ScalarNode) => [.. list.Items.Cast<ScalarNode>().Select(item => item.Text)],
        _ => throw Refuse($"'{Plugins}.{Disable}' in it is no list of names"),
    };

    /// <summary>The document without the list.</summary>
    private static string Rest(MappingNode? root)
    {
        var plugins = root?[Plugins] as MappingNode;
        var rest = plugins?.Entries.Where(entry => entry.Key.Text != Disable).ToList() ?? [];
        var others = root?.Entries.Where(entry => entry.Key.Text != Plugins).ToList() ?? [];
        return DocumentJson.Write(new MappingNode(default, others)) + DocumentJson.Write(new MappingNode(default, rest));
    }

    /// <summary>The lines; those of Windows end with CR.</summary>
    private static List<string> LinesOf(string text) => [.. text.Split('\n')];

    private static string ReturnIn(List<string> lines) => lines[0].EndsWith('\r') ? "\r" : "";

    private static void InsertLine(List<string> lines, int index, string line)
    {
        if (index < lines.Count)
        {
            lines.Insert(index, line + ReturnIn(lines));
            return;
        }

        // The last line of the file has no end.
        lines[^1] += ReturnIn(lines);
        lines.Add(line);
    }

    private static string Quote(string entry) => entry.Contains(':', StringComparison.Ordinal) ? $"\"{entry}\"" : entry;

    private DiagnosticException Refuse(string reason) => new(Diagnostic.Error(CliCodes.CannotEditSettings, new Place(path, 0, 0), $"the settings file is left as it is: {reason}",
        $"edit the list '{Plugins}.{Disable}' in it by hand"));
}
