using System.Net;
using System.Net.Sockets;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Sites.Ssh;

/// <summary>A machine reached with the system's OpenSSH client.</summary>
internal sealed class SshMachine : ShellMachine
{
    // sshd lets a connection have 10 sessions at once (MaxSessions); one more is kept for short programs, and some are left for people's own use of the connection.
    private const int Channels = 7;
    private const int ForwardAttempts = 5;

    private readonly IProcesses _processes;
    private readonly SshConnection _connection;
    private readonly SshFiles _files;
    private bool? _usesRsync;

    public SshMachine(MachineRecord machine, SshAddress address, IProcesses processes)
        : base(machine, $"~/.foray/{machine.Id}", Channels)
    {
        _processes = processes;
        _connection = new SshConnection(machine.Name, machine.Id, address, processes);
        _files = new SshFiles(_connection, $".foray/{machine.Id}", processes);
    }

    public SshAddress Address => _connection.Address;

    protected override bool KeepsChannel => true;

    /// <summary>Ends the shared connection.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => _connection.CloseAsync(cancellationToken);

    public override async Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return;
        await ClearWayAsync(files, destination, cancellationToken);
        var usesRsync = await UsesRsyncAsync(cancellationToken);
        using var channel = await EnterChannelAsync(cancellationToken);
        var result = usesRsync
            ? await _files.PutWithRsyncAsync(files, destination, cancellationToken)
            : await _files.PutWithSftpAsync(files, destination, cancellationToken);
        Check(result, $"take files into '{destination}'");
    }

    public override async Task GetAsync(string source, string destination, CancellationToken cancellationToken)
    {
        var kind = await FindKindAsync(source, cancellationToken);
        if (kind == "missing")
            throw Failure($"send '{source}'", "there is no such file or folder");
        var local = Path.GetFullPath(destination);
        Directory.CreateDirectory(kind == "folder" ? local : Path.GetDirectoryName(local)!);
        if (kind == "file")
            File.Delete(local);
        var usesRsync = await UsesRsyncAsync(cancellationToken);
        using var channel = await EnterChannelAsync(cancellationToken);
        var result = usesRsync
            ? await _files.GetWithRsyncAsync(source, local, kind == "folder", cancellationToken)
            : await _files.GetWithSftpAsync(source, local, kind == "folder", cancellationToken);
        Check(result, $"send '{source}'");
    }

    public override async Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken)
    {
        // The master ends when idle, and a forward alone does not count as use: an open session does.
        var channel = await EnterChannelAsync(cancellationToken);
        IPipedProcess? session = null;
        try
        {
            session = await OpenAsync("exec cat", cancellationToken);
            for (var attempt = 1; ; attempt++)
            {
                var local = FreePort();
                string[] forward = ["-L", $"127.0.0.1:{local}:127.0.0.1:{port}"];
                var result = await _connection.ControlAsync("forward", forward, cancellationToken);
                if (result.ExitCode == 0)
                    return new SshForward(local, () => _connection.ControlAsync("cancel", forward, CancellationToken.None), session, channel);
                if (attempt == ForwardAttempts)
                    throw Failure($"forward port {port}", result.Error.Trim());
            }
        }
        catch
        {
            if (session is not null)
                await session.DisposeAsync();
            channel.Dispose();
            throw;
        }
    }

    public override async Task<ProcessRequest?> FindTerminalAsync(TerminalRequest request, CancellationToken cancellationToken)
    {
        // As another user, the shared connection is of no use.
        var way = request.User is { } user ? [.. Address.ToArguments(), "-l", user] : await _connection.ArgumentsAsync(cancellationToken);
        IReadOnlyList<string> command = request.Command is { } line ? [line] : [];
        return new ProcessRequest("ssh", [request.IsInteractive ? "-t" : "-T", .. way, "--", Address.Host, .. command]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _connection.Dispose();
    }

    protected override Task<IPipedProcess> OpenAsync(string command, CancellationToken cancellationToken) => _connection.OpenAsync(command, cancellationToken);

    private async Task<bool> UsesRsyncAsync(CancellationToken cancellationToken) =>
        _usesRsync ??= _processes.Find("rsync") is not null && (await FindMissingToolsAsync(["rsync"], cancellationToken)).Count == 0;

    private void Check(ProcessResult result, string purpose)
    {
        if (result.ExitCode != 0)
            throw Failure(purpose, result.Error.Trim().Split('\n')[0]);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
