using Foray.Sdk.Machines;
using Foray.Sites.Folders;

namespace Foray.Sites.Local;

/// <summary>A machine's folder on this computer, which may be made only when something needs it.</summary>
internal sealed class LocalFolder
{
    private readonly MachineFolder _folder;
    private readonly Lazy<string> _made;

    private LocalFolder(string path, string shared, Action<MachineFolder> make)
    {
        (_folder, Path, Shared) = (new MachineFolder(path), path, shared);
        _made = new Lazy<string>(
            () =>
            {
                make(_folder);
                return path;
            });
    }

    /// <summary>Where it is, or will be.</summary>
    public string Path { get; }

    /// <summary>Folder that all commands share.</summary>
    public string Shared { get; }

    /// <summary>True once something has needed it.</summary>
    public bool IsNeeded => _made.IsValueCreated;

    /// <summary>One that is there already.</summary>
    public static LocalFolder Existing(string path) => new(path, $"{path}/{MachineLayout.Shared}", _ => { });

    /// <summary>One that is made when it is needed, beside a folder for what is shared that is there already.</summary>
    public static LocalFolder OnDemand(string path, string shared, string machineId) => new(path, shared, folder => Make(folder, machineId));

    /// <summary>Makes a folder with all that commands need; safe to repeat.</summary>
    public static void Make(MachineFolder folder, string machineId)
    {
        folder.Claim(machineId);
        Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, MachineLayout.Tasks));
        Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, MachineLayout.Shared));
        folder.Write(CommandWrapper.FileName, CommandWrapper.Text);
    }

    /// <summary>Where it is; it is there now.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public string Need() => _made.Value;

    /// <summary>Removes it if it was needed.</summary>
    public void Remove()
    {
        if (Directory.Exists(Path))
            _folder.Remove();
    }
}
