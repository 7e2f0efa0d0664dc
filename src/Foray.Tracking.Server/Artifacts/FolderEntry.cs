using Foray.Tracking.Artifacts;

namespace Foray.Tracking.Server.Artifacts;

/// <summary>What lies directly in a folder of artifacts. A store has paths and no folders: those are made of them.</summary>
/// <param name="Name">Name in the folder.</param>
/// <param name="Size">Length in bytes; null for a folder.</param>
internal sealed record FolderEntry(string Name, long? Size)
{
    /// <param name="artifacts">All artifacts of the run.</param>
    /// <param name="folder">The folder's path; empty for the topmost.</param>
    /// <returns>What is in it, by name; nothing where it is a file, or is not there.</returns>
    public static IReadOnlyList<FolderEntry> List(IReadOnlyList<Artifact> artifacts, string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        var found = new SortedDictionary<string, FolderEntry>(StringComparer.Ordinal);
        foreach (var artifact in artifacts.Where(artifact => artifact.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var rest = artifact.Path[prefix.Length..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            var entry = slash < 0 ? new FolderEntry(rest, artifact.Size) : new FolderEntry(rest[..slash], null);
            found.TryAdd(entry.Name, entry);
        }

        return [.. found.Values];
    }
}
