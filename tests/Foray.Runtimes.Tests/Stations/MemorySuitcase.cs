using System.Text.Json.Nodes;

namespace Foray.Runtimes.Tests.Stations;

/// <summary>A suitcase in memory, which answers bastion calls.</summary>
internal sealed class MemorySuitcase
{
    /// <summary>Bytes by path; null for a folder.</summary>
    public SortedDictionary<string, byte[]?> Entries { get; } = new(StringComparer.Ordinal) { ["/"] = null };

    public JsonNode? Answer(string method, JsonObject arguments) => method switch
    {
        "suitcase.read" => new JsonObject { ["data"] = Convert.ToBase64String(File(Path(arguments))) },
        "suitcase.write" => Write(Path(arguments), Convert.FromBase64String((string)arguments["data"]!), (bool)arguments["append"]!),
        "suitcase.list" => new JsonArray([.. Children(Folder(Path(arguments))).Select(child => (JsonNode)child[(child.LastIndexOf('/') + 1)..])]),
        "suitcase.mkdir" => Add(Path(arguments), null),
        "suitcase.rmdir" => RemoveFolder(Path(arguments)),
        "suitcase.remove" => RemoveFile(Path(arguments)),
        "suitcase.rename" => Rename((string)arguments["from"]!, (string)arguments["to"]!),
        "suitcase.stat" => Stat(Path(arguments)),
        _ => throw new StationRefusal("refused", $"no {method} here"),
    };

    public string Text(string path) => System.Text.Encoding.UTF8.GetString(File(path));

    private static string Path(JsonObject arguments)
    {
        var path = (string)arguments["path"]!;
        var isNormal = path == "/" || (path[0] == '/' && path.Split('/').Skip(1).All(part => part is not ("" or "." or "..")));
        return isNormal ? path : throw new StationRefusal("bad_path", $"'{path}' is not normal");
    }

    private JsonNode? Write(string path, byte[] data, bool append)
    {
        if (Entries.TryGetValue(path, out var before) && before is null)
            throw new StationRefusal("is_folder", $"'{path}' is a folder");
        if (before is null)
            Add(path, []);
        Entries[path] = append ? [.. before ?? [], .. data] : data;
        return null;
    }

    private JsonNode? Add(string path, byte[]? content)
    {
        Folder(path[..Math.Max(1, path.LastIndexOf('/'))]);
        return Entries.TryAdd(path, content) ? null : throw new StationRefusal("exists", $"'{path}' exists");
    }

    private JsonNode? RemoveFolder(string path)
    {
        if (Children(Folder(path)).Any())
            throw new StationRefusal("not_empty", $"'{path}' is not empty");
        Entries.Remove(path);
        return null;
    }

    private JsonNode? RemoveFile(string path)
    {
        File(path);
        Entries.Remove(path);
        return null;
    }

    private JsonNode? Rename(string from, string to)
    {
        if (!Entries.ContainsKey(from))
            throw new StationRefusal("not_found", $"there is no '{from}'");
        foreach (var (path, content) in Entries.Where(entry => entry.Key == from || entry.Key.StartsWith(from + "/", StringComparison.Ordinal)).ToList())
        {
            Entries.Remove(path);
            Entries[to + path[from.Length..]] = content;
        }

        return null;
    }

    private JsonNode? Stat(string path) => !Entries.TryGetValue(path, out var content)
        ? null
        : new JsonObject { ["kind"] = content is null ? "folder" : "file", ["size"] = content?.Length ?? 0 };

    private byte[] File(string path) => !Entries.TryGetValue(path, out var content)
        ? throw new StationRefusal("not_found", $"there is no '{path}'")
        : content ?? throw new StationRefusal("is_folder", $"'{path}' is a folder");

    private string Folder(string path) => !Entries.TryGetValue(path, out var content)
        ? throw new StationRefusal("not_found", $"there is no '{path}'")
        : content is null ? path : throw new StationRefusal("not_a_folder", $"'{path}' is no folder");

    private IEnumerable<string> Children(string folder)
    {
        var prefix = folder == "/" ? "/" : folder + "/";
        return Entries.Keys.Where(path => path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal) && !path[prefix.Length..].Contains('/', StringComparison.Ordinal));
    }
}
