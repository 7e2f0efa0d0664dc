using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Suitcases;

/// <summary>
/// The small file system that a program carries along. It lives in memory, and is one program's own: a clone gets a copy.
/// Paths are those of <see cref="SuitcasePath"/>. What is wrong is a <see cref="BastionException"/>, and leaves everything as it was. Not for several threads at once.
/// </summary>
internal sealed class Suitcase(SuitcaseLimits limits)
{
    private readonly SuitcaseFolder _root = new();

    /// <summary>Bytes of all files.</summary>
    public long Size { get; private set; }

    /// <summary>Number of files and folders, the root not counted.</summary>
    public int Count { get; private set; }

    /// <summary>What a file holds.</summary>
    public byte[] Read(string path) => File(path).Content.ToArray();

    /// <summary>Makes or replaces a file, or adds to it.</summary>
    public void Write(string path, ReadOnlySpan<byte> data, bool append)
    {
        var (parent, name) = Place(path);
        parent.Entries.TryGetValue(name, out var node);
        if (node is SuitcaseFolder)
            throw new BastionException(BastionError.IsFolder, $"'{path}' is a folder");
        var file = node as SuitcaseFile;
        var added = data.Length - (append ? 0 : file?.Length ?? 0);
        if (Size + added > limits.Bytes)
            throw new BastionException(BastionError.NoSpace, $"'{path}' does not fit: the suitcase holds {Size} of {limits.Bytes} bytes");
        if (file is null)
            Add(parent, name, file = new SuitcaseFile());
        if (append)
            file.Append(data);
        else
            file.Replace(data);
        Size += added;
    }

    /// <summary>Names of what a folder holds, sorted by their code units.</summary>
    public IReadOnlyList<string> List(string path) => [.. Folder(path).Entries.Keys];

    /// <summary>Makes a folder in one that is there.</summary>
    public void MakeFolder(string path)
    {
        var (parent, name) = Place(path);
        if (parent.Entries.ContainsKey(name))
            throw new BastionException(BastionError.Exists, $"'{path}' is there already");
        Add(parent, name, new SuitcaseFolder());
    }

    /// <summary>Removes an empty folder.</summary>
    public void RemoveFolder(string path)
    {
        var (parent, name) = Place(path);
        if (Folder(path).Entries.Count > 0)
            throw new BastionException(BastionError.NotEmpty, $"the folder '{path}' is not empty");
        Take(parent, name);
    }

    /// <summary>Removes a file.</summary>
    public void Remove(string path)
    {
        Size -= File(path).Length;
        var (parent, name) = Place(path);
        Take(parent, name);
    }

    /// <summary>Gives a file or folder, with all in it, another path. A file replaces a file; nothing else is replaced.</summary>
    public void Rename(string from, string to)
    {
        var (parent, name) = Place(from);
        if (!parent.Entries.TryGetValue(name, out var node))
            throw NotFound(from);
        if (from == to)
            return;
        if (node is SuitcaseFolder folder)
            CheckMove(folder, from, to);
        var (target, targetName) = Place(to);
        if (target.Entries.TryGetValue(targetName, out var replaced))
        {
            if (replaced is not SuitcaseFile file || node is not SuitcaseFile)
                throw new BastionException(BastionError.Exists, $"'{to}' is there already");
            Size -= file.Length;
            Take(target, targetName);
        }

        Take(parent, name);
        Add(target, targetName, node);
    }

    /// <summary>What is under a path; null where nothing is.</summary>
    public SuitcaseEntry? Stat(string path) => Find(SuitcasePath.Parse(path)) switch
    {
        SuitcaseFile file => new SuitcaseEntry(IsFolder: false, file.Length),
        SuitcaseFolder => new SuitcaseEntry(IsFolder: true, 0),
        _ => null,
    };

    /// <summary>Everything that it holds, each folder before what is in it, sorted.</summary>
    public IEnumerable<(string Path, ISuitcaseNode Node)> Walk() => Walk("", _root);

    private static IEnumerable<(string Path, ISuitcaseNode Node)> Walk(string path, SuitcaseFolder folder)
    {
        foreach (var (name, node) in folder.Entries)
        {
            yield return ($"{path}/{name}", node);
            if (node is not SuitcaseFolder below)
                continue;
            foreach (var entry in Walk($"{path}/{name}", below))
                yield return entry;
        }
    }

    private void CheckMove(SuitcaseFolder folder, string from, string to)
    {
        if (to.StartsWith(from + "/", StringComparison.Ordinal))
            throw new BastionException(BastionError.BadPath, $"the folder '{from}' cannot be moved into itself");
        if (SuitcasePath.Parse(to).Length + folder.Height > limits.Depth)
            throw TooDeep(to);
    }

    private void Add(SuitcaseFolder parent, string name, ISuitcaseNode node)
    {
        if (Count >= limits.Entries)
            throw new BastionException(BastionError.NoSpace, $"the suitcase has {limits.Entries} files and folders, which is the limit");
        parent.Entries.Add(name, node);
        Count++;
    }

    private void Take(SuitcaseFolder parent, string name)
    {
        parent.Entries.Remove(name);
        Count--;
    }

    private SuitcaseFile File(string path) => Find(SuitcasePath.Parse(path), path) switch
    {
        SuitcaseFile file => file,
        _ => throw new BastionException(BastionError.IsFolder, $"'{path}' is a folder"),
    };

    private SuitcaseFolder Folder(string path) => Find(SuitcasePath.Parse(path), path) switch
    {
        SuitcaseFolder folder => folder,
        _ => throw NotAFolder(path),
    };

    /// <summary>The folder that holds a path or would hold it, and the path's last name.</summary>
    private (SuitcaseFolder Parent, string Name) Place(string path)
    {
        var names = SuitcasePath.Parse(path);
        if (names.Length == 0)
            throw new BastionException(BastionError.BadPath, "'/' is the suitcase itself");
        if (names.Length > limits.Depth)
            throw TooDeep(path);
        return Find(names.AsSpan(..^1), path) is SuitcaseFolder parent ? (parent, names[^1]) : throw NotAFolder(path);
    }

    /// <param name="names">Names from the root on.</param>
    /// <param name="path">What is told where there is no such thing.</param>
    private ISuitcaseNode Find(ReadOnlySpan<string> names, string path)
    {
        ISuitcaseNode node = _root;
        foreach (var name in names)
        {
            if (node is not SuitcaseFolder folder)
                throw NotAFolder(path);
            if (!folder.Entries.TryGetValue(name, out var next))
                throw NotFound(path);
            node = next;
        }

        return node;
    }

    private ISuitcaseNode? Find(ReadOnlySpan<string> names)
    {
        ISuitcaseNode? node = _root;
        foreach (var name in names)
            node = node is SuitcaseFolder folder ? folder.Entries.GetValueOrDefault(name) : null;
        return node;
    }

    private static BastionException NotFound(string path) => new(BastionError.NotFound, $"there is no '{path}'");

    private static BastionException NotAFolder(string path) => new(BastionError.NotAFolder, $"'{path}', or what it is to lie in, is not a folder");

    private BastionException TooDeep(string path) => new(BastionError.BadPath, $"the path '{path}' is deeper than {limits.Depth} names");
}
