using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Foray.CommandLine;

/// <summary>
/// Hosts of this computer's own system, each with a network, processes, files and a name of its own, and an sshd: what is written on one is seen on no other,
/// and gone when disposed. What was written on a host lies in its folder <c>/.changed</c>. They share the folder <c>~/.foray</c>, as the nodes of a cluster share their home folders.
/// </summary>
internal sealed class NamespaceHosts : IAsyncDisposable
{
    private const string Up = """
        set -e
        mkdir -p "$folder/home"
        ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
        ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
        cp "$folder/key.pub" "$folder/authorized_keys"
        ip netns add "$name"
        ip -n "$name" link add sw0 type bridge
        ip -n "$name" link set sw0 up
        ip link add "$name" type veth peer name port netns "$name"
        ip addr add "$net.1/24" dev "$name"
        ip link set "$name" up
        ip -n "$name" link set port master sw0 up
        n=0
        for host; do
          n=$((n + 1)) address=$net.$((n + 10)) own=$folder/$host
          mkdir -p "$own/fs"
          ip netns add "$name-$n"
          ip -n "$name" link add "p$n" type veth peer name eth0 netns "$name-$n"
          ip -n "$name" link set "p$n" master sw0 up
          ip -n "$name-$n" addr add "$address/24" dev eth0
          ip -n "$name-$n" link set eth0 up
          ip -n "$name-$n" link set lo up
          printf '%s %s' "$address" "$(cat "$folder/host.pub")" >>"$folder/known_hosts"
          echo >>"$folder/known_hosts"
          echo "$address $host" >>"$folder/hosts"
          printf '%s\n' "HostKey $folder/host" "AuthorizedKeysFile $folder/authorized_keys" 'PidFile none' 'PermitRootLogin yes' 'PasswordAuthentication no' \
            'UsePAM no' 'StrictModes no' 'Subsystem sftp internal-sftp' 'SetEnv SHLVL=2' >"$own/sshd"
        done
        """;

    private const string Host = """
        set -e
        mount -t tmpfs tmpfs "$own/fs"
        mkdir "$own/fs/upper" "$own/fs/work" "$own/fs/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$own/fs/upper,workdir=$own/fs/work" "$own/fs/root"
        cd "$own/fs/root"
        mkdir -p .changed
        mount --bind "$own/fs/upper" .changed
        mount -t proc proc proc
        mount --rbind /sys sys
        mount --rbind /dev dev
        mount -t tmpfs tmpfs run
        mount -t tmpfs tmpfs root
        mkdir -p run/sshd run/lock root/.foray ".$folder"
        mount --bind "$folder/home" root/.foray
        mount --bind "$folder" ".$folder"
        hostname "$host"
        { echo '127.0.0.1 localhost'; cat "$folder/hosts"; } >etc/hosts
        rm -rf etc/slurm
        if id -u munge >/dev/null 2>&1; then
          mkdir -p etc/munge
          head -c 1024 /dev/urandom >etc/munge/munge.key
          chown munge etc/munge/munge.key
          chmod 0400 etc/munge/munge.key
        fi
        exec chroot . /usr/sbin/sshd -D -e -f "$own/sshd"
        """;

    private const string Down = """
        n=0
        for host; do
          n=$((n + 1))
          ip netns del "$name-$n"
        done
        ip netns del "$name"
        ip link del "$name"
        rm -rf "$folder"
        """;

    private static int s_count;

    private readonly List<Process> _servers = [];
    private readonly string _name;
    private readonly string _net;
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-hosts-").FullName;
    private readonly IReadOnlyList<string> _hosts;

    private NamespaceHosts(IReadOnlyList<string> hosts)
    {
        _hosts = hosts;
        var number = Interlocked.Increment(ref s_count);
        var process = System.Environment.ProcessId;
        _name = string.Create(CultureInfo.InvariantCulture, $"fy{process % 100_000}x{number}");
        _net = string.Create(CultureInfo.InvariantCulture, $"10.{200 + (process % 50)}.{((process / 50) + (number * 7)) % 250}");
    }

    public static async Task<NamespaceHosts> StartAsync(params string[] names)
    {
        Assert.SkipUnless(System.Environment.UserName == "root", "namespaces need root");
        foreach (var program in (string[])["/usr/sbin/sshd", "/usr/sbin/ip", "/usr/bin/unshare"])
            Assert.SkipUnless(File.Exists(program), $"{program} is not installed");
        Assert.SkipUnless(File.ReadAllText("/proc/filesystems").Contains("overlay", StringComparison.Ordinal), "the system has no overlay file system");
        var hosts = new NamespaceHosts(names);
        var (code, said) = await hosts.ShellAsync(Up, names);
        if (code != 0)
        {
            await hosts.DisposeAsync();
            Assert.Skip($"namespaces cannot be made here: {said}");
        }

        for (var i = 0; i < names.Length; i++)
            await hosts.StartAsync(i);
        return hosts;
    }

    /// <summary>Lines of a site with these hosts as machines of the label.</summary>
    public string Site(string label, params string[] hosts) => $"""
          - kind: ssh
            user: root
            key: {_folder}/key
            known_hosts: {_folder}/known_hosts
            config: /dev/null
            resources:
              machines:
                - labels: [{label}]
                  hosts: [{string.Join(", ", hosts.Select(host => AddressOf(IndexOf(host))))}]

        """;

    /// <summary>What a command prints on a host.</summary>
    public async Task<string> AskAsync(string host, string command) =>
        (await ShellAsync("ssh -F /dev/null -o BatchMode=yes -o UserKnownHostsFile=\"$folder/known_hosts\" -i \"$folder/key\" \"root@$1\" \"$2\"", [AddressOf(IndexOf(host)), command])).Said;

    /// <summary>Waits until a file is on a host.</summary>
    public Task AwaitFileAsync(string host, string path) => AskAsync(host, $"until [ -e '{path}' ]; do sleep 0.05; done");

    /// <summary>Takes a host's network down: what is sent to it is lost, and nobody is told.</summary>
    public Task CutAsync(string host) => ShellAsync("ip -n \"$name\" link set \"p$1\" down", [(IndexOf(host) + 1).ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Ends a host with all of its processes, as when its power fails.</summary>
    public async Task KillAsync(string host)
    {
        var server = _servers[IndexOf(host)];
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }

        await ShellAsync(Down, _hosts);
    }

    private int IndexOf(string host) => _hosts.ToList().IndexOf(host);

    private string AddressOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{_net}.{index + 11}");

    private async Task StartAsync(int index)
    {
        var space = string.Create(CultureInfo.InvariantCulture, $"{_name}-{index + 1}");
        var start = new ProcessStartInfo("ip", ["netns", "exec", space, "unshare", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child", "sh", "-c", Host]) { RedirectStandardError = true };
        start.Environment["folder"] = _folder;
        start.Environment["own"] = Path.Combine(_folder, _hosts[index]);
        start.Environment["host"] = _hosts[index];
        var server = Process.Start(start)!;
        _servers.Add(server);
        while (!server.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(AddressOf(index), 22);
                server.ErrorDataReceived += (_, _) => { };
                server.BeginErrorReadLine();
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }

        throw new InvalidOperationException($"host '{_hosts[index]}' ended: {await server.StandardError.ReadToEndAsync()}");
    }

    private async Task<(int Code, string Said)> ShellAsync(string script, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", script, "sh", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["folder"] = _folder;
        start.Environment["name"] = _name;
        start.Environment["net"] = _net;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
