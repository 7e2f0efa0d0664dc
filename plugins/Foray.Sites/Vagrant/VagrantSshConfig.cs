using System.Globalization;
using Foray.Sites.Ssh;

namespace Foray.Sites.Vagrant;

/// <summary>Reads what <c>vagrant ssh-config</c> prints.</summary>
internal static class VagrantSshConfig
{
    private const int ConnectTimeoutSeconds = 10;

    // What a box or a provider needs beyond host, port, user and key. Host keys are dealt with our own way.
    private static readonly string[] Kept = ["ProxyCommand", "PubkeyAcceptedKeyTypes", "PubkeyAcceptedAlgorithms", "HostKeyAlgorithms"];

    /// <summary>The way to a machine; null where the text does not tell one.</summary>
    /// <param name="text">What Vagrant printed.</param>
    /// <param name="hostKeyName">Name under which its host key is kept: its port may be another one tomorrow.</param>
    /// <param name="user">User to log in as; null for Vagrant's.</param>
    /// <param name="knownHosts">File for the machine's host key. The first one it shows is taken, as nobody can know it before.</param>
    public static SshAddress? Read(string text, string hostKeyName, string? user, string knownHosts)
    {
        var values = text.Split('\n').Select(line => line.Trim().Split(' ', 2)).Where(words => words.Length == 2)
            .GroupBy(words => words[0], words => Unquote(words[1].Trim()), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        if (!values.TryGetValue("HostName", out var host) || host.StartsWith('-'))
            return null;
        return new SshAddress
        {
            Host = host,
            User = user ?? values.GetValueOrDefault("User"),
            Port = int.TryParse(values.GetValueOrDefault("Port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null,
            Key = values.GetValueOrDefault("IdentityFile"),
            Config = "/dev/null",
            KnownHosts = knownHosts,
            ConnectTimeoutSeconds = ConnectTimeoutSeconds,
            Options =
            [
                "StrictHostKeyChecking=accept-new", $"HostKeyAlias={hostKeyName}",
                .. from name in Kept where values.ContainsKey(name) select $"{name}={values[name]}",
            ],
        };
    }

    private static string Unquote(string value) => value is ['"', .. var inner, '"'] ? inner : value;
}
