using System.Diagnostics;
using System.Globalization;

namespace Foray.Tracking.Tests.Store;

/// <summary>A PostgreSQL of the tests' own, started by the first test that wants it, without a network.</summary>
public sealed class PostgresCluster : IDisposable
{
    private readonly Lock _lock = new();
    private string? _folder;
    private string? _skip;

    /// <summary>A new place for a store.</summary>
    public string NewLocation()
    {
        Assert.SkipWhen(Start() is { }, _skip ?? "");
        return $"postgresql://foray@/postgres?host={_folder}&schema=t{Guid.NewGuid():N}";
    }

    public void Dispose()
    {
        if (_folder is null)
            return;
        if (_skip is null)
            Run("pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <returns>Why there is none; null where it runs.</returns>
    private string? Start()
    {
        lock (_lock)
        {
            if (_folder is not null || _skip is not null)
                return _skip;
            if (FindPrograms() is null)
                return _skip = "PostgreSQL is not installed";
            _folder = Directory.CreateTempSubdirectory("foray-pg-").FullName;
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
            if (Run("initdb", "-D", $"{_folder}/data", "-U", "foray", "-A", "trust", "-E", "UTF8", "--no-sync") is { } failed)
                return _skip = $"PostgreSQL cannot be set up: {failed}";
            return _skip = Run(
                "pg_ctl", "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-w",
                "-o", $"-k {_folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=100", "start") is { } reason
                ? $"PostgreSQL cannot be started: {reason}"
                : null;
        }
    }

    /// <returns>What went wrong; null for nothing.</returns>
    private static string? Run(string program, params string[] arguments)
    {
        var path = Path.Combine(FindPrograms()!, program);
        // PostgreSQL refuses to run as root.
        string[] command = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", path] : [path];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        // The server keeps pg_ctl's output open: only the end of pg_ctl itself is waited for.
        process.WaitForExit();
        return process.ExitCode == 0 ? null : process.StandardError.ReadToEnd();
    }

    private static string? FindPrograms() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .Where(folder => File.Exists($"{folder}/bin/initdb"))
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => $"{folder}/bin")
            .FirstOrDefault()
        : null;
}
