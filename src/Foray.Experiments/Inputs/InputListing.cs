using System.Security.Cryptography;
using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Storage;
using MAB.DotIgnore;

namespace Foray.Experiments.Inputs;

/// <summary>
/// Decides which local files go to machines: never secrets, never what <c>.forayignore</c> (in git's notation) excludes, never the output folder,
/// the repository's own folder and the experiment file. Lists and hashes are made once.
/// </summary>
internal sealed class InputListing
{
    private static readonly string[] AlwaysExcluded =
    [
        "secrets/", ".env", ".env.*", "*.pem", "*.key", "*.p12", "*.pfx", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".ssh/", ".gnupg/", ".netrc",
        ".git/", ".forayignore",
    ];

    private static readonly IgnoreList Secrets = new(AlwaysExcluded);

    private readonly ExperimentPaths _paths;
    private readonly IgnoreList _ignored;
    private readonly Dictionary<string, IReadOnlyList<InputFile>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public InputListing(ExperimentPaths paths)
    {
        _paths = paths;
        // The program's own rules come last: no exception in the user's file brings a secret back.
        _ignored = new IgnoreList();
        var file = Path.Combine(paths.Folder, ".forayignore");
        if (File.Exists(file))
            _ignored.AddRules(File.ReadAllLines(file));
        _ignored.AddRules(AlwaysExcluded);
    }

    /// <summary>The files of an input; null means the experiment's folder.</summary>
    /// <exception cref="DiagnosticException">The input is excluded or cannot be read.</exception>
    public IReadOnlyList<InputFile> List(string? input)
    {
        lock (_lock)
        {
            if (!_lists.TryGetValue(input ?? "", out var files))
                _lists[input ?? ""] = files = Find(input);
            return files;
        }
    }

    /// <summary>Hash of the files' paths, modes and content.</summary>
    /// <exception cref="DiagnosticException">The input is excluded or cannot be read.</exception>
    public string Hash(string? input)
    {
        var files = List(input);
        lock (_lock)
        {
            if (!_hashes.TryGetValue(input ?? "", out var hash))
                _hashes[input ?? ""] = hash = Reading(input, () => HashOf(files));
            return hash;
        }
    }

    private IReadOnlyList<InputFile> Find(string? input)
    {
        var root = input is null ? _paths.Folder : Path.GetFullPath(ExpandHome(input), _paths.Folder);
        return Reading(input, () =>
        {
            if (File.Exists(root) && !RegularFile.Is(root))
                throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.UnreadableInput, $"input '{input}' is no file and no folder", "name a file or a folder"));
            if (File.Exists(root))
                return IsExcluded(root, isFolder: false) || IsExcluded(RealPathInFolder(root), isFolder: false) ? throw Excluded(input!) : [new InputFile(root, "")];
            if (input is not null && root != _paths.Folder && (IsExcluded(root, isFolder: true) || IsExcluded(RealPathInFolder(root), isFolder: true)))
                throw Excluded(input);
            var files = new List<InputFile>();
            Walk(new DirectoryInfo(root), root, files);
            files.Sort((left, right) => string.CompareOrdinal(left.RelativePath, right.RelativePath));
            return files;
        });
    }

    private static T Reading<T>(string? input, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.UnreadableInput, $"input '{input ?? "."}' cannot be read: {error.Message}",
                "make it readable, or exclude it in .forayignore"), error);
        }
    }

    private void Walk(DirectoryInfo folder, string root, List<InputFile> files)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var isFolder = entry is DirectoryInfo;
            if (IsExcluded(entry.FullName, isFolder))
                continue;
            if (entry.LinkTarget is not null)
            {
                if (!isFolder && LinkStaysInside(entry, root))
                    files.Add(new InputFile(entry.FullName, Relative(root, entry.FullName)));
            }
            else if (entry is DirectoryInfo below)
                Walk(below, root, files);
            else if (RegularFile.Is(entry.FullName))
                files.Add(new InputFile(entry.FullName, Relative(root, entry.FullName)));
        }
    }

    /// <summary>A link that leads out of the input could carry anything of this computer along, and one to an excluded file that very file.</summary>
    private bool LinkStaysInside(FileSystemInfo link, string root) =>
        RealPath.Of(link.FullName) is var target
        && File.Exists(target)
        && IsBelow(target, RealPath.Of(root))
        && !IsExcluded(Path.Combine(root, Relative(RealPath.Of(root), target)), isFolder: false);

    private bool IsExcluded(string path, bool isFolder)
    {
        if (path == _paths.File || path == _paths.Output || IsBelow(path, _paths.Output) || (isFolder && Directory.Exists(Path.Combine(path, ".foray"))))
            return true;
        // The user's rules are relative to the experiment's folder; what lies elsewhere is judged by the names of secrets alone.
        return IsBelow(path, _paths.Folder)
            ? _ignored.IsIgnored(Relative(_paths.Folder, path), isFolder)
            : Secrets.IsIgnored(Relative("/", path), isFolder);
    }

    /// <summary>Where a path really leads, named as the experiment's folder is named.</summary>
    private string RealPathInFolder(string path)
    {
        var (real, folder) = (RealPath.Of(path), RealPath.Of(_paths.Folder));
        return IsBelow(real, folder) ? Path.Combine(_paths.Folder, Relative(folder, real)) : real;
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder.EndsWith('/') ? folder : folder + "/", StringComparison.Ordinal);

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private static string ExpandHome(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : path;

    private static DiagnosticException Excluded(string input) =>
        new(Diagnostic.Error(ExperimentCodes.ExcludedInput, $"input '{input}' is never copied to machines: it is a secret, or '.forayignore' excludes it",
            "give a secret to scripts as a variable: { file: PATH, secret: true }"));

    private static string HashOf(IReadOnlyList<InputFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file.LocalPath);
            var mode = File.GetUnixFileMode(file.LocalPath);
            var content = Convert.ToHexStringLower(SHA256.HashData(stream));
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.RelativePath}\0{(int)mode}\0{content}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
