using Foray.Sdk.Machines;

namespace Foray.Sdk.Testing.Machines;

/// <summary>The files of a fake machine.</summary>
internal sealed class MachineFolder
{
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private string? _links;

    public MachineFolder(string id)
    {
        Folder = Directory.CreateTempSubdirectory("foray-machine-").FullName;
        foreach (var folder in (IEnumerable<string>)[Home, Programs, Temporary, Path.Combine(Root, MachineLayout.Tasks), Path.Combine(Root, MachineLayout.Shared)])
            Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(Root, MachineLayout.Marker), $"{id}\n");
        File.WriteAllText(Path.Combine(Root, CommandWrapper.FileName), CommandWrapper.Text);
    }

    public string Folder { get; }

    public string Root => Path.Combine(Folder, "foray");

    public string Home => Path.Combine(Folder, "home");

    public string Programs => Path.Combine(Folder, "bin");

    public string Temporary => Path.Combine(Folder, "tmp");

    public string SearchPath => $"{Programs}:{_links ?? Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>Takes a program off the search path: what is left of it is a folder of links.</summary>
    public void RemoveProgram(string name)
    {
        _removed.Add(name);
        File.Delete(Path.Combine(Programs, name));
        var links = Directory.CreateDirectory(Path.Combine(Folder, $"path-{_removed.Count}")).FullName;
        foreach (var place in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Directory.Exists))
        {
            foreach (var program in Directory.EnumerateFiles(place))
            {
                var link = Path.Combine(links, Path.GetFileName(program));
                if (!_removed.Contains(Path.GetFileName(program)) && !Path.Exists(link))
                    File.CreateSymbolicLink(link, program);
            }
        }

        _links = links;
    }

    public string PathOf(string path)
    {
        if (!MachineLayout.IsAbsolute(MachineLayout.CheckPath(path)))
            return Path.GetFullPath(path, Root);
        return path[0] == '~' ? Path.GetFullPath(path[1..].TrimStart('/'), Home) : path;
    }

    /// <summary>What lies in the home folder, among the programs and in the machine's folder, without what belongs to Foray's commands.</summary>
    /// <param name="ids">Folders below the machine's own that belong to commands.</param>
    public IReadOnlyDictionary<string, string> Snapshot(IReadOnlyCollection<string> ids)
    {
        var own = ids.Concat([MachineLayout.Tasks, MachineLayout.Ansible, MachineLayout.Marker, CommandWrapper.FileName]).Select(name => Path.Combine(Root, name)).ToHashSet(StringComparer.Ordinal);
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, top) in (IEnumerable<(string, string)>)[("~", Home), ("bin", Programs), ("foray", Root)])
            FileSnapshot.Take(top, name, own.Contains, found);
        return found;
    }

    public void Delete()
    {
        // A command may have taken rights away.
        foreach (var folder in Directory.EnumerateDirectories(Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }))
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(Folder, recursive: true);
    }
}
