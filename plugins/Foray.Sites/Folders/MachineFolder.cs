using Foray.Sdk.Machines;

namespace Foray.Sites.Folders;

/// <summary>A machine's folder on this computer. It bears the machine's id, and one that does not is never removed.</summary>
internal sealed class MachineFolder(string path)
{
    private readonly string _marker = System.IO.Path.Combine(path, MachineLayout.Marker);

    public string Path => path;

    /// <summary>Id of the machine whose folder it is; null where it is nobody's.</summary>
    public string? Owner => File.Exists(_marker) ? File.ReadAllText(_marker).TrimEnd('\n') : null;

    /// <summary>True where the folder is another machine's, or holds something that is no machine's.</summary>
    public bool IsTakenFor(string id) => Owner is { } owner ? owner != id : HasForeignFiles();

    /// <summary>Makes the folder, and makes it the machine's; safe to repeat.</summary>
    public void Claim(string id)
    {
        Directory.CreateDirectory(path);
        if (Owner is null)
            Write(MachineLayout.Marker, $"{id}\n");
    }

    /// <summary>Writes a file of the folder aside and renames it.</summary>
    public void Write(string name, string text)
    {
        var file = System.IO.Path.Combine(path, name);
        File.WriteAllText($"{file}.new", text);
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>Removes the folder; the marker last, so that a removal that is cut short can be begun again.</summary>
    public void Remove()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(path).Where(entry => entry != _marker))
            FileTree.Delete(entry);
        FileTree.Delete(path);
    }

    /// <summary>True where the folder holds more than a marker that was never finished.</summary>
    private bool HasForeignFiles() =>
        Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(entry => entry != $"{_marker}.new");
}
