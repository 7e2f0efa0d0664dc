namespace Foray.Docker.Engines;

/// <summary>Where an engine listens: <c>unix:///PATH</c> or <c>tcp://HOST:PORT</c>.</summary>
internal static class EngineAddress
{
    private const string SystemSocket = "/var/run/docker.sock";
    private const string UnixScheme = "unix://";
    private const string TcpScheme = "tcp://";

    /// <summary>The address that the options give, else <c>DOCKER_HOST</c>, else the system's socket, else that of a rootless engine.</summary>
    public static string Resolve(string? host)
    {
        if (host is not null)
            return host;
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } named)
            return named;
        return Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } folder && Path.Combine(folder, "docker.sock") is var own && File.Exists(own) && !File.Exists(SystemSocket)
            ? UnixScheme + own
            : UnixScheme + SystemSocket;
    }

    /// <summary>Path of the engine's socket; null where it has another form of address.</summary>
    public static string? SocketOf(string address) =>
        address.StartsWith($"{UnixScheme}/", StringComparison.Ordinal) ? address[UnixScheme.Length..] : null;

    /// <summary>What keeps the address from being used, as (reason, remedy); null where nothing does.</summary>
    public static (string Reason, string Remedy)? FindProblem(string address)
    {
        if (address.StartsWith("ssh://", StringComparison.Ordinal))
            return ("Foray does not reach engines over SSH", "forward the socket, e.g. ssh -N -L /tmp/engine.sock:/var/run/docker.sock HOST, and write unix:///tmp/engine.sock");
        if (SocketOf(address) is not null)
            return null;
        if (!address.StartsWith(TcpScheme, StringComparison.Ordinal) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Port <= 0)
            return ("it has neither the form unix:///PATH nor tcp://HOST:PORT", "correct it");
        return Environment.GetEnvironmentVariable("DOCKER_TLS_VERIFY") is { Length: > 0 }
            ? ("Foray does not speak TLS with engines, and DOCKER_TLS_VERIFY asks for it", "forward the engine's socket with SSH, and write unix:///PATH")
            : null;
    }
}
