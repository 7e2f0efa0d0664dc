namespace Foray.Experiments.Inputs;

/// <summary>Paths without links in any of their parts.</summary>
internal static class RealPath
{
    /// <summary>Longest chain of links that is followed, as in Linux.</summary>
    private const int MostLinks = 40;

    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path) => Of(Path.GetFullPath(path), MostLinks);

    private static string Of(string path, int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var folder = Of(parent, links);
        var here = Path.Combine(folder, Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target)
            return here;
        return links > 0 ? Of(Path.GetFullPath(target, folder), links - 1) : throw new IOException($"too many links in '{path}'");
    }
}
