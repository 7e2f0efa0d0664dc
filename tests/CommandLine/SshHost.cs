using System.Diagnostics;

namespace Foray.CommandLine;

/// <summary>A real sshd on a free port of the loopback, with keys of its own; gone when disposed.</summary>
internal sealed class SshHost : IAsyncDisposable
{
    private const string Address = "127.0.0.1";

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
                  host: {Address}

        """));

    public static void SkipWhereMissing() => Assert.SkipUnless(File.Exists(SshHosts.Program) && File.Exists("/usr/bin/ssh"), "sshd or ssh is not installed");

    public static async Task<SshHost> StartAsync()
    {
        SkipWhereMissing();
        var folder = Directory.CreateTempSubdirectory("foray-sshd-").FullName;
        var port = SshHosts.FreePort();
        await SshHosts.WriteAsync(folder, port, [Address]);
        var server = Process.Start(SshHosts.Program, ["-D", "-f", Path.Combine(folder, "config"), "-o", $"ListenAddress={Address}", "-o", $"PidFile={folder}/pid"]);
        await SshHosts.ListeningAsync(server, Address, port);
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
}
