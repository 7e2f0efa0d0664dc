using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Foray.CommandLine;

/// <summary>A real sshd on a free port of the loopback, with keys of its own; gone when disposed.</summary>
internal sealed class SshHost : IAsyncDisposable
{
    private readonly Process _server;

    private SshHost(Process server, string folder, int port) => (_server, Folder, Port) = (server, folder, port);

    public string Folder { get; }

    public int Port { get; }

    public string Key => Path.Combine(Folder, "key");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    /// <summary>Lines of a site that reaches these hosts, each a machine with the label.</summary>
    public static string Site(string label, params SshHost[] hosts) => string.Concat(hosts.Select(host => $"""
          - kind: ssh
            port: {host.Port}
            key: {host.Key}
            known_hosts: {host.KnownHosts}
            config: /dev/null
            resources:
              machines:
                - labels: [{label}]
                  host: 127.0.0.1

        """));

    public static async Task<SshHost> StartAsync()
    {
        if (!File.Exists("/usr/sbin/sshd") || !File.Exists("/usr/bin/ssh"))
            Assert.Skip("sshd or ssh is not installed");
        var folder = Directory.CreateTempSubdirectory("foray-sshd-").FullName;
        var port = FreePort();
        Directory.CreateDirectory("/run/sshd");
        await KeygenAsync(Path.Combine(folder, "host"));
        await KeygenAsync(Path.Combine(folder, "key"));
        File.Copy(Path.Combine(folder, "key.pub"), Path.Combine(folder, "authorized_keys"));
        await File.WriteAllTextAsync(Path.Combine(folder, "known_hosts"), $"[127.0.0.1]:{port} {await File.ReadAllTextAsync(Path.Combine(folder, "host.pub"))}");
        // SHLVL keeps bash from reading the start-up file of whoever runs the tests.
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), $"""
            ListenAddress 127.0.0.1
            Port {port}
            HostKey {folder}/host
            AuthorizedKeysFile {folder}/authorized_keys
            PidFile {folder}/pid
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no
            Subsystem sftp internal-sftp
            SetEnv SHLVL=2
            """);
        var server = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-f", Path.Combine(folder, "config")]) { RedirectStandardError = true })!;
        await ListeningAsync(server, port);
        return new SshHost(server, folder, port);
    }

    /// <summary>The host goes away, as when its power fails.</summary>
    public async Task StopAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task KeygenAsync(string path)
    {
        using var keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);
        await keygen.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ListeningAsync(Process server, int port)
    {
        while (!server.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }

        throw new InvalidOperationException($"sshd ended: {await server.StandardError.ReadToEndAsync()}");
    }
}
