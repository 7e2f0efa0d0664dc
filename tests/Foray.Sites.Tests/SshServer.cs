using System.Net;
using System.Net.Sockets;
using Foray.Processes;
using Foray.Sdk.Options;
using Foray.Sdk.Processes;
using Foray.Sites.Ssh;

namespace Foray.Sites.Tests;

/// <summary>A real sshd of our own on the loopback, with keys and known hosts of its own; gone when disposed.</summary>
public sealed class SshServer : IAsyncLifetime
{
    private const string Program = "/usr/sbin/sshd";

    private readonly SystemProcesses _processes = new();
    private IPipedProcess? _server;

    public string Folder { get; } = Directory.CreateTempSubdirectory("foray-sshd-").FullName;

    public int Port { get; } = FreePort();

    public string Key => Path.Combine(Folder, "key");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    /// <summary>Value of <c>PATH</c> that sshd sets, where that is to be tested.</summary>
    public string? ForcedPath { get; init; }

    /// <summary>Server whose key is allowed in as well.</summary>
    public SshServer? Trusted { get; init; }

    /// <summary>How many sessions a connection may have at once.</summary>
    public int MaxSessions { get; init; } = 10;

    /// <summary>True for a server that takes passwords and no keys.</summary>
    public bool WantsPassword { get; init; }

    public SshSiteOptions Options => OptionsOf(new SshMachineGroup { Labels = new LabelSet(["a"]), Host = "127.0.0.1" });

    public SshSiteOptions OptionsOf(params SshMachineGroup[] groups) => new()
    {
        Port = Port,
        Key = Key,
        KnownHosts = KnownHosts,
        Config = "/dev/null",
        ConnectTimeout = TimeSpan.FromSeconds(10),
        Resources = new SshResources { Machines = groups },
    };

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program) || _processes.Find("ssh") is null)
            return;
        Directory.CreateDirectory("/run/sshd");
        await KeygenAsync("host");
        await KeygenAsync("key");
        var allowed = await File.ReadAllTextAsync($"{Key}.pub") + (Trusted is null ? "" : await File.ReadAllTextAsync($"{Trusted.Key}.pub"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "authorized_keys"), allowed);
        await WriteKnownHostsAsync(Path.Combine(Folder, "host.pub"));
        // SHLVL keeps bash from reading the start-up file of whoever runs the tests.
        await File.WriteAllTextAsync(Path.Combine(Folder, "config"), $"""
            ListenAddress 127.0.0.1
            Port {Port}
            HostKey {Folder}/host
            AuthorizedKeysFile {Folder}/authorized_keys
            PidFile {Folder}/pid
            PermitRootLogin yes
            PasswordAuthentication {(WantsPassword ? "yes" : "no")}
            PubkeyAuthentication {(WantsPassword ? "no" : "yes")}
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no
            MaxSessions {MaxSessions}
            Subsystem sftp internal-sftp
            SetEnv SHLVL=2{(ForcedPath is null ? "" : $" PATH={ForcedPath}")}
            """);
        _server = _processes.Start(new ProcessRequest(Program, ["-D", "-e", "-f", Path.Combine(Folder, "config")]));
        await ListeningAsync(_server);
    }

    public void SkipWhereMissing() => Assert.SkipWhen(_server is null, "sshd or ssh is not installed");

    /// <summary>Trusts a host key, and no other, at this server's address.</summary>
    public async Task WriteKnownHostsAsync(string publicKey, params SshServer[] others)
    {
        var lines = others.Append(this).Select(server =>
            $"[127.0.0.1]:{server.Port} {File.ReadAllText(server == this ? publicKey : Path.Combine(server.Folder, "host.pub"))}");
        await File.WriteAllTextAsync(KnownHosts, string.Concat(lines));
    }

    public async Task KeygenAsync(string name) =>
        await _processes.RunAsync(new ProcessRequest("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(Folder, name)]), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _processes.Dispose();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>sshd's processes for connections.</summary>
    public async Task<string[]> ConnectionsAsync()
    {
        var pid = (await File.ReadAllTextAsync(Path.Combine(Folder, "pid"))).Trim();
        var found = await _processes.RunAsync(new ProcessRequest("pgrep", ["-P", pid]), CancellationToken.None);
        return found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task ListeningAsync(IPipedProcess server)
    {
        while (!server.Exit.IsCompleted)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }

        throw new InvalidOperationException($"sshd ended: {server.Error}");
    }
}
