using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Foray.CommandLine;

/// <summary>Many hosts: a real sshd each, at an address of the loopback of its own, with one port and one key for all; gone when disposed. Linux answers to all of these addresses.</summary>
internal sealed class SshHosts : IAsyncDisposable
{
    /// <summary>The server, where Debian has it.</summary>
    public const string Program = "/usr/sbin/sshd";

    private const string StartEach = """
        for address; do /usr/sbin/sshd -D -f "$config" -o "ListenAddress=$address" -o PidFile=none & done
        wait
        """;

    private readonly Process _servers;

    private SshHosts(Process servers, string folder, int port, IReadOnlyList<string> addresses) => (_servers, Folder, Port, Addresses) = (servers, folder, port, addresses);

    public string Folder { get; }

    public int Port { get; }

    public IReadOnlyList<string> Addresses { get; }

    public string Key => Path.Combine(Folder, "key");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    /// <summary>Lines of one site that reaches them all, each a machine with the label.</summary>
    public string Site(string label) => $"""
          - kind: ssh
            port: {Port}
            key: {Key}
            known_hosts: {KnownHosts}
            config: /dev/null
            resources:
              machines:
                - labels: [{label}]
                  hosts: [{string.Join(", ", Addresses)}]

        """;

    public static async Task<SshHosts> StartAsync(int count)
    {
        IReadOnlyList<string> addresses = [.. Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"127.1.{number / 250}.{(number % 250) + 1}"))];
        var folder = Directory.CreateTempSubdirectory("foray-sshd-").FullName;
        var port = FreePort();
        await WriteAsync(folder, port, addresses);
        var start = new ProcessStartInfo("/bin/sh", ["-c", StartEach, "sh", .. addresses]);
        start.Environment["config"] = Path.Combine(folder, "config");
        var servers = Process.Start(start)!;
        foreach (var address in addresses)
            await ListeningAsync(servers, address, port);
        return new SshHosts(servers, folder, port, addresses);
    }

    public async ValueTask DisposeAsync()
    {
        _servers.Kill(entireProcessTree: true);
        await _servers.WaitForExitAsync();
        _servers.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Writes what servers and their clients need: keys, known hosts, and the servers' configuration, which says nothing of the addresses.</summary>
    internal static async Task WriteAsync(string folder, int port, IReadOnlyList<string> addresses)
    {
        Directory.CreateDirectory("/run/sshd");
        await KeygenAsync(Path.Combine(folder, "host"));
        await KeygenAsync(Path.Combine(folder, "key"));
        File.Copy(Path.Combine(folder, "key.pub"), Path.Combine(folder, "authorized_keys"));
        var hostKey = await File.ReadAllTextAsync(Path.Combine(folder, "host.pub"));
        await File.WriteAllTextAsync(Path.Combine(folder, "known_hosts"), string.Concat(addresses.Select(address => $"[{address}]:{port} {hostKey}")));
        // SHLVL keeps bash from reading the start-up file of whoever runs the tests.
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), $"""
            Port {port}
            HostKey {folder}/host
            AuthorizedKeysFile {folder}/authorized_keys
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no
            Subsystem sftp internal-sftp
            SetEnv SHLVL=2
            """);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until the server takes connections.</summary>
    internal static async Task ListeningAsync(Process server, string address, int port)
    {
        while (!server.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(address, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }

        throw new InvalidOperationException($"sshd at {address} ended");
    }

    private static async Task KeygenAsync(string path)
    {
        using var keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);
        await keygen.WaitForExitAsync();
    }
}
