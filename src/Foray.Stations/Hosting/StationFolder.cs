using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Stations.Hosting;

/// <summary>The folder of one station's data, which one process uses at a time.</summary>
internal sealed class StationFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly StateLock _lock;

    private StationFolder(string path, StateLock held) => (Path, _lock) = (path, held);

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Opens the folder of a station; makes it where there is none.</summary>
    /// <param name="root">Folder of all stations' data; null for the usual one.</param>
    /// <param name="station">Name of the station.</param>
    /// <exception cref="DiagnosticException">There is no usual folder (FORAY175), or a station uses it (FORAY601).</exception>
    public static StationFolder Open(string? root, string station)
    {
        var path = System.IO.Path.Combine(root ?? UsualRoot(), "stations", station);
        Directory.CreateDirectory(path, OwnerOnly);
        // One that was there before may be open to others of this computer, and the files in it with it.
        File.SetUnixFileMode(path, OwnerOnly);
        var held = StateLock.TryAcquire(System.IO.Path.Combine(path, "lock"), out var holder);
        return held is not null ? new StationFolder(path, held) : throw new DiagnosticException(Diagnostic.Error(
            StationCodes.RunsAlready, $"a station '{station}' runs already{(holder > 0 ? $" (process {holder})" : "")}", "stop it, or give this one another name with --name"));
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static string UsualRoot()
    {
        if (Environment.GetEnvironmentVariable("FORAY_DATA") is { Length: > 0 } data)
            return System.IO.Path.GetFullPath(data);
        var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } given && System.IO.Path.IsPathRooted(given)
            ? given
            : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } user ? System.IO.Path.Combine(user, ".local", "share") : null;
        return home is not null
            ? System.IO.Path.Combine(home, "foray")
            : throw new DiagnosticException(Diagnostic.Error(StationCodes.NoDataFolder, "there is no folder for the station's data", "set FORAY_DATA, XDG_DATA_HOME or HOME"));
    }
}
