using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Sites.Ssh;

/// <summary>The folder with the sockets of shared connections, which only this user can enter. It is the same for all hosts, and is looked for once.</summary>
internal static class SshSocketFolder
{
    // The path of a socket holds about 100 characters, of which ssh wants 17 for a name of its own.
    private const string FindFolder = """
        base=${XDG_RUNTIME_DIR:-}
        if [ -n "$base" ] && [ ${#base} -lt 50 ] && [ -d "$base" ] && [ -O "$base" ]; then folder=$base/foray; else folder=/tmp/foray-$(id -u); fi
        mkdir -m 700 "$folder" 2>/dev/null
        [ ! -L "$folder" ] && [ -d "$folder" ] && [ -O "$folder" ] && [ -n "$(find "$folder" -prune -perm 700)" ] && printf '%s' "$folder" && exit
        printf '%s' "$folder" >&2
        exit 1
        """;

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? _found;

    /// <summary>Path of the folder, which is made where it is missing.</summary>
    /// <exception cref="DiagnosticException">It is somebody else's, or others can enter it.</exception>
    public static async Task<string> FindAsync(IProcesses processes, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            if (_found is null || !Directory.Exists(_found))
                _found = await LookAsync(processes, cancellationToken);
            return _found;
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task<string> LookAsync(IProcesses processes, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(new ProcessRequest("/bin/sh", ["-c", FindFolder]), cancellationToken);
        return result.ExitCode == 0 ? result.Output : throw new DiagnosticException(Diagnostic.Error(
            SshFailure.Other, $"folder '{result.Error}' for SSH connections is not ours alone", "remove it, or set XDG_RUNTIME_DIR to a private folder"));
    }
}
