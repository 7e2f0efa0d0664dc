namespace Foray.Configuration.Variables;

/// <summary>Paths as people write them in files.</summary>
internal static class HomePath
{
    /// <summary>The path with a leading <c>~</c> replaced by the home folder; a relative one is taken from a folder.</summary>
    public static string Expand(string path, Func<string, string?> environment, string folder)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = (environment("HOME") ?? "~") + path[1..];
        return Path.Combine(folder, path);
    }
}
