using System.IO.Enumeration;

namespace Foray.Runners.References;

/// <summary>
/// A pattern for paths: <c>*</c> any characters of a name, <c>?</c> one, <c>**</c> any folders. Hidden files and folders only where a name of the pattern begins with a dot; <c>**</c> follows no links.
/// </summary>
internal sealed class GlobPattern
{
    private const string AnyFolders = "**";

    private readonly List<string> _names = [];
    private readonly string _start;
    private readonly CancellationToken _cancellationToken;

    /// <param name="pattern">The pattern.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public GlobPattern(string pattern, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _start = pattern.StartsWith('/') ? "/" : "";
        foreach (var name in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name != AnyFolders || _names.LastOrDefault() != AnyFolders)
                _names.Add(name);
        }

        if (_names.LastOrDefault() == AnyFolders)
            _names.Add("*");
    }

    /// <summary>True for text with a <c>*</c> or a <c>?</c>.</summary>
    public static bool IsGlob(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The files that it fits, sorted, written as the pattern is.</summary>
    /// <param name="folder">Absolute path of the folder that a relative pattern starts from.</param>
    public IReadOnlyCollection<string> FindFiles(string folder)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Search(_start, Path.Combine(folder, _start), 0, found);
        return found;
    }

    private void Search(string written, string folder, int index, SortedSet<string> found)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var name = _names[index];
        if (!IsGlob(name))
        {
            Take(written, folder, name, index, found);
            return;
        }

        if (name == AnyFolders)
            Search(written, folder, index + 1, found);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') && !name.StartsWith('.'))
                continue;
            if (name != AnyFolders && FileSystemName.MatchesSimpleExpression(name, entry.Name, ignoreCase: false))
                Take(written, folder, entry.Name, index, found);
            else if (name == AnyFolders && entry is DirectoryInfo && entry.LinkTarget is null)
                Search($"{written}{entry.Name}/", entry.FullName, index, found);
        }
    }

    private void Take(string written, string folder, string name, int index, SortedSet<string> found)
    {
        var path = Path.Combine(folder, name);
        if (index == _names.Count - 1 && File.Exists(path))
            found.Add($"{written}{name}");
        else if (index < _names.Count - 1 && Directory.Exists(path))
            Search($"{written}{name}/", path, index + 1, found);
    }
}
