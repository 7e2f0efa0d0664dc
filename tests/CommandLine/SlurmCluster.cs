using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Foray.CommandLine;

/// <summary>A real Slurm of three nodes on this computer, with a munged of its own; gone when disposed. Commands find it by its environment.</summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch"];

    private readonly List<Process> _daemons = [];

    private SlurmCluster(string folder) => Folder = folder;

    public string Folder { get; }

    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["SLURM_CONF"] = Path.Combine(Folder, "slurm.conf") };

    /// <summary>Why there can be no cluster here; null where there can.</summary>
    public static string? Obstacle =>
        Array.Find(Programs, program => !File.Exists(program)) is { } missing ? $"{missing} is not installed"
        : System.Environment.UserName != "root" ? "Slurm's daemons need root" : null;

    public static async Task<SlurmCluster> StartAsync()
    {
        Assert.SkipWhen(Obstacle is not null, Obstacle ?? "");
        var cluster = new SlurmCluster(Directory.CreateTempSubdirectory("foray-slurm-").FullName);
        try
        {
            await cluster.StartDaemonsAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a command of Slurm prints.</summary>
    public async Task<string> AskAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SLURM_CONF"] = Environment["SLURM_CONF"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    }

    /// <summary>Ids of the arrays that there were, and that Slurm still remembers.</summary>
    public async Task<IReadOnlyList<string>> ArraysAsync() =>
        [.. (await AskAsync("squeue", "--noheader", "--states=all", "--format=%F")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>Waits until Slurm has nothing left to run.</summary>
    public async Task IdleAsync()
    {
        while ((await AskAsync("squeue", "--noheader")).Length > 0)
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until all nodes are there and free.</summary>
    public async Task NodesIdleAsync()
    {
        while ((await AskAsync("sinfo", "--noheader", "--Node", "--format=%T")).Split('\n', StringSplitOptions.RemoveEmptyEntries) is not ["idle", "idle", "idle"])
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (_daemons.Find(daemon => daemon.HasExited) is { } ended)
                throw new InvalidOperationException($"{ended.StartInfo.FileName} ended: {await ended.StandardError.ReadToEndAsync()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await AskAsync("scancel", "--user=root", "--signal=KILL");
        foreach (var daemon in Enumerable.Reverse(_daemons))
        {
            daemon.Kill(entireProcessTree: true);
            await daemon.WaitForExitAsync();
            daemon.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async Task StartDaemonsAsync()
    {
        // Programs of the cluster's tasks look into it too.
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        var munge = Directory.CreateDirectory(Path.Combine(Folder, "munge")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(munge, "key"), RandomNumberGenerator.GetBytes(128));
        File.SetUnixFileMode(Path.Combine(munge, "key"), UnixFileMode.UserRead);
        await File.WriteAllTextAsync(Path.Combine(Folder, "slurm.conf"), Configuration());
        Directory.CreateDirectory(Path.Combine(Folder, "state"));
        Start("/usr/sbin/munged", "--foreground", "--force", $"--key-file={munge}/key", $"--socket={munge}/socket", $"--pid-file={munge}/pid", $"--log-file={munge}/log", $"--seed-file={munge}/seed");
        while (!File.Exists(Path.Combine(munge, "socket")))
            await Task.Delay(10);
        Start("/usr/sbin/slurmctld", "-D", "-c");
        foreach (var node in (string[])["n1", "n2", "n3"])
        {
            Directory.CreateDirectory(Path.Combine(Folder, $"spool-{node}"));
            Start("/usr/sbin/slurmd", "-D", "-N", node);
        }

        await NodesIdleAsync();
    }

    private void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.Environment["SLURM_CONF"] = Environment["SLURM_CONF"];
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        _daemons.Add(process);
    }

    private string Configuration()
    {
        var ports = FreePorts(4);
        var host = Dns.GetHostName().Split('.')[0];
        return $"""
            ClusterName=foray-test
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={ports[0]}
            SlurmUser=root
            AuthType=auth/munge
            AuthInfo=socket={Folder}/munge/socket
            CredType=cred/munge
            StateSaveLocation={Folder}/state
            SlurmdSpoolDir={Folder}/spool-%n
            SlurmctldPidFile={Folder}/slurmctld.pid
            SlurmdPidFile={Folder}/slurmd-%n.pid
            SlurmctldLogFile={Folder}/slurmctld.log
            SlurmdLogFile={Folder}/slurmd-%n.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SlurmdParameters=config_overrides
            SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            MpiDefault=none
            SwitchType=switch/none
            ReturnToService=2
            KillWait=1
            MaxArraySize=100
            {string.Concat(ports[1..].Select((port, i) => $"NodeName=n{i + 1} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=4 RealMemory=1000\n"))}
            PartitionName=foray Nodes=ALL Default=YES MaxTime=60 State=UP

            """;
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
