using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Tests.Programs.Suitcases;

/// <summary>What a suitcase does, said in the simplest way: a table of paths. The value of a folder is null.</summary>
internal sealed class SuitcaseModel
{
    private readonly SortedDictionary<string, byte[]?> _paths = new(StringComparer.Ordinal) { ["/"] = null };

    public long Size => _paths.Values.Sum(content => content?.LongLength ?? 0);

    public int Count => _paths.Count - 1;

    public string Read(string path) => Text(At(path) ?? throw Error(BastionError.IsFolder));

    public string Write(string path, byte[] data, bool append)
    {
        Parent(path);
        if (_paths.TryGetValue(path, out var old) && old is null)
            throw Error(BastionError.IsFolder);
        _paths[path] = append ? [.. old ?? [], .. data] : data;
        return "";
    }

    public string List(string path)
    {
        if (At(path) is not null)
            throw Error(BastionError.NotAFolder);
        return string.Join(' ', Below(path).Where(below => below.Path.LastIndexOf('/') == (path == "/" ? 0 : path.Length)).Select(below => below.Path[(below.Path.LastIndexOf('/') + 1)..]));
    }

    public string MakeFolder(string path)
    {
        Parent(path);
        return _paths.TryAdd(path, null) ? "" : throw Error(BastionError.Exists);
    }

    public string RemoveFolder(string path)
    {
        Parent(path);
        if (At(path) is not null)
            throw Error(BastionError.NotAFolder);
        if (Below(path).Count > 0)
            throw Error(BastionError.NotEmpty);
        _paths.Remove(path);
        return "";
    }

    public string Remove(string path)
    {
        if (At(path) is null)
            throw Error(BastionError.IsFolder);
        _paths.Remove(path);
        return "";
    }

    public string Rename(string from, string to)
    {
        Parent(from);
        var moved = At(from);
        if (from == to)
            return "";
        if (moved is null && to.StartsWith(from + "/", StringComparison.Ordinal))
            throw Error(BastionError.BadPath);
        Parent(to);
        if (_paths.TryGetValue(to, out var replaced) && (replaced is null || moved is null))
            throw Error(BastionError.Exists);
        foreach (var (path, content) in Below(from).Append((Path: from, Content: moved)).ToList())
        {
            _paths.Remove(path);
            _paths[to + path[from.Length..]] = content;
        }

        return "";
    }

    public string Stat(string path) => !_paths.TryGetValue(path, out var content) ? "nothing" : content is null ? "folder 0" : $"file {content.Length}";

    public string Dump() => string.Join('\n', _paths.Skip(1).OrderBy(path => path.Key.Replace('/', '\0'), StringComparer.Ordinal).Select(path => $"{path.Key} {(path.Value is null ? "folder" : Text(path.Value))}"));

    public static string Text(ReadOnlySpan<byte> content) => Convert.ToHexString(content);

    private List<(string Path, byte[]? Content)> Below(string path) =>
        [.. _paths.Where(other => other.Key != "/" && other.Key.StartsWith(path == "/" ? "/" : path + "/", StringComparison.Ordinal)).Select(other => (other.Key, other.Value))];

    private byte[]? At(string path)
    {
        for (var end = path.IndexOf('/', 1); end >= 0; end = path.IndexOf('/', end + 1))
            if ((_paths.TryGetValue(path[..end], out var content) ? content : throw Error(BastionError.NotFound)) is not null)
                throw Error(BastionError.NotAFolder);
        return _paths.TryGetValue(path, out var found) ? found : throw Error(BastionError.NotFound);
    }

    private void Parent(string path)
    {
        if (path == "/")
            throw Error(BastionError.BadPath);
        var parent = path[..path.LastIndexOf('/')];
        if (At(parent.Length == 0 ? "/" : parent) is not null)
            throw Error(BastionError.NotAFolder);
    }

    private static BastionException Error(string type) => new(type, "");
}
