using System.Globalization;
using Foray.Sdk.Diagnostics;

namespace Foray.Sites.Ssh;

/// <summary>Why a host cannot be used.</summary>
internal static class SshFailure
{
    public const string UnknownHostKey = "FORAY321";
    public const string Refused = "FORAY322";
    public const string Unreachable = "FORAY323";
    public const string MissingTool = "FORAY324";
    public const string Other = "FORAY325";

    private static readonly string[] RefusedSigns = ["Permission denied", "Too many authentication failures"];

    private static readonly string[] UnreachableSigns =
    [
        "Connection refused", "timed out", "No route to host", "Could not resolve hostname", "Network is unreachable",
        "Connection closed by", "Connection reset by", "kex_exchange_identification", "banner exchange", "not responding",
    ];

    /// <summary>The diagnostic for what ssh wrote to standard error.</summary>
    public static Diagnostic Explain(string machine, SshAddress address, string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (host, port) = CulpritOf(address, lines);
        var subject = $"machine '{machine}': host '{host}'";
        if (lines.Any(line => line.Contains("Host key verification failed", StringComparison.Ordinal)))
        {
            var changed = error.Contains("IDENTIFICATION HAS CHANGED", StringComparison.Ordinal);
            var remedy = $"check the key and add it, e.g. ssh-keyscan {(port is null ? "" : $"-p {port} ")}{host} >> {address.KnownHosts ?? "~/.ssh/known_hosts"}";
            return Diagnostic.Error(UnknownHostKey, $"{subject} shows {(changed ? "another key than the known one" : "a key that is not known")}", remedy);
        }

        if (Find(lines, RefusedSigns) is { } refused)
            return Diagnostic.Error(Refused, $"{subject} refused the log-in: {refused}", "check user and key, or add the key to an agent");
        if (Find(lines, UnreachableSigns) is { } unreachable)
            return Diagnostic.Error(Unreachable, $"{subject} cannot be reached: {unreachable}", "check its name, port and jump host, and that it is up");
        return Diagnostic.Error(Other, $"{subject} cannot be used: {lines.LastOrDefault() ?? "ssh gave no reason"}");
    }

    // What the host itself objects to, it can only say once there is a way to it.
    private static (string Host, string? Port) CulpritOf(SshAddress address, string[] lines)
    {
        var stopped = lines.Any(line => line.Contains("kex_exchange_identification", StringComparison.Ordinal) || line.Contains("closed by UNKNOWN", StringComparison.Ordinal));
        if (address.Jump is null || !stopped)
            return (address.Host, address.Port?.ToString(CultureInfo.InvariantCulture));
        var jump = SshJump.Parse(address.Jump);
        return (jump.Host, jump.Port);
    }

    private static string? Find(string[] lines, string[] signs) =>
        lines.FirstOrDefault(line => signs.Any(sign => line.Contains(sign, StringComparison.Ordinal)));
}
