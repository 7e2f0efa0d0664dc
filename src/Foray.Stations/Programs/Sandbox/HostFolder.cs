namespace Foray.Stations.Programs.Sandbox;

/// <summary>A folder of the system's programs and libraries, which a worker sees.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Target">Where it leads, for a link; null for a folder.</param>
internal sealed record HostFolder(string Path, string? Target)
{
    private static readonly string[] Candidates = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

    /// <summary>Those of this computer.</summary>
    public static IReadOnlyList<HostFolder> Find() =>
        [.. Candidates.Where(Directory.Exists).Select(path => new HostFolder(path, new DirectoryInfo(path).LinkTarget))];
}
