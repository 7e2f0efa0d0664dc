using System.Globalization;
using Foray.Sdk.Programs;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>The options of <c>bwrap</c>.</summary>
internal static class BubblewrapArguments
{
    /// <summary>The folder that a worker starts in, and the only one that it may write into.</summary>
    public const string Scratch = "/tmp";

    private static readonly string[] SystemFiles = ["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"];

    /// <summary>Writes the options, without the command.</summary>
    public static IReadOnlyList<string> Write(Bubblewrap bubblewrap, RuntimeWorker worker) =>
    [
        .. Separation(bubblewrap),
        "--proc", "/proc",
        "--dev", "/dev",
        .. WritableFolder(bubblewrap.HasScratch),
        .. ReadableFiles(bubblewrap.HostFolders, worker), // after the scratch folder, within which they may lie
        "--remount-ro", "/dev", // it has a folder for shared memory, which nobody limits
        "--remount-ro", "/",
        "--chdir", Scratch,
        .. bubblewrap.Filter is null ? Array.Empty<string>() : ["--seccomp", "3"],
    ];

    private static IEnumerable<string> Separation(Bubblewrap bubblewrap) =>
    [
        .. bubblewrap.SetPriv is null ? new[] { "--unshare-user" } : [],
        "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        "--hostname", "station",
        "--new-session",
        "--die-with-parent",
        "--cap-drop", "ALL",
        .. bubblewrap.SetPriv is null ? Array.Empty<string>() : ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"],
    ];

    private static IEnumerable<string> ReadableFiles(IReadOnlyList<HostFolder> hostFolders, RuntimeWorker worker)
    {
        var system = hostFolders.SelectMany(folder => folder.Target is { } target ? ["--symlink", target, folder.Path] : ReadOnly(folder.Path));
        var files = SystemFiles.SelectMany(file => new[] { "--ro-bind-try", file, file });
        var own = worker.ReadablePaths.Append(worker.Program).Where(path => !hostFolders.Any(folder => IsWithin(path, folder.Path))).Distinct().ToList();
        // bubblewrap itself makes parents that only their owner may enter.
        var parents = own.SelectMany(Parents).Where(parent => !own.Any(path => IsWithin(parent, path))).Distinct().SelectMany(parent => new[] { "--dir", parent });
        return [.. system, .. files, .. parents, .. own.SelectMany(ReadOnly)];
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var end = path.IndexOf('/', 1); end > 0; end = path.IndexOf('/', end + 1))
        {
            if (path[..end] != Scratch)
                yield return path[..end];
        }
    }

    private static string[] ReadOnly(string path) => ["--ro-bind", path, path];

    private static bool IsWithin(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string[] WritableFolder(bool hasScratch) => hasScratch
        ? ["--perms", "0777", "--size", LimitScript.ScratchBytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", Scratch]
        : ["--dir", Scratch];
}
