using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;
using Foray.Sites.Ssh.Multiplexing;

namespace Foray.Sites.Ssh;

/// <summary>The one connection to a host that all of a machine's channels share: an OpenSSH master of our own, which ends itself when idle.</summary>
internal sealed class SshConnection(string machine, string machineId, SshAddress address, IProcesses processes) : IDisposable
{
    private const int AliveInterval = 15;
    private const int AliveCount = 3;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _socket;

    public SshAddress Address => address;

    /// <summary>Connects if nothing is connected.</summary>
    /// <exception cref="DiagnosticException">The host cannot be reached.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var socket = await SocketAsync(cancellationToken);
            if (IsServed(socket))
                return;
            File.Delete(socket);
            await ConnectAsync(socket, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Arguments for ssh, sftp and rsync's ssh to go over the shared connection; without the host.</summary>
    public async Task<IReadOnlyList<string>> ArgumentsAsync(CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        return ["-x", "-a", .. address.ToArguments(), "-o", "ControlMaster=no", "-o", $"ControlPath={_socket}"];
    }

    /// <summary>Runs a command line on the host; its exit code is that of ssh.</summary>
    /// <exception cref="DiagnosticException">The host cannot be reached.</exception>
    public async Task<IPipedProcess> OpenAsync(string command, CancellationToken cancellationToken)
    {
        var arguments = await ArgumentsAsync(cancellationToken);
        if (OperatingSystem.IsLinux() && await MuxSession.TryOpenAsync(_socket!, command, OwnEnvironment.All().Select(variable => $"{variable.Key}={variable.Value}"), cancellationToken) is { } session)
            return session;
        return processes.Start(new ProcessRequest("ssh", ["-T", .. arguments, "--", address.Host, command]));
    }

    /// <summary>Asks the master for something; see ssh's <c>-O</c>.</summary>
    public async Task<ProcessResult> ControlAsync(string request, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        await processes.RunAsync(
            new ProcessRequest("ssh", [.. address.ToArguments(), "-o", $"ControlPath={await SocketAsync(cancellationToken)}", "-O", request, .. arguments, "--", address.Host]),
            cancellationToken);

    /// <summary>Ends the connection; without one, nothing happens.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        var socket = await SocketAsync(cancellationToken);
        if (IsServed(socket))
            await ControlAsync("exit", [], cancellationToken);
    }

    public void Dispose() => _gate.Dispose();

    // Detached, and not as a child with pipes: a ProxyCommand stays in the group in which ssh began, and keeps its standard error.
    private async Task ConnectAsync(string socket, CancellationToken cancellationToken)
    {
        var log = $"{socket}.log";
        File.Delete(log);
        var starting = processes.StartDetached(new DetachedRequest(
            "/bin/sh",
            [
                "-c", "exec \"$@\" 2>>\"$0\"", log,
                "ssh", "-f", "-N", "-n", "-T", "-x", "-a", .. address.ToArguments(log),
                "-o", "ControlMaster=yes", "-o", $"ControlPath={socket}", "-o", "ControlPersist=600", "-o", "ClearAllForwardings=yes", "-o", "PermitLocalCommand=no",
                "-o", $"ServerAliveInterval={AliveInterval}", "-o", $"ServerAliveCountMax={AliveCount}", "--", address.Host,
            ],
            "/",
            OwnEnvironment.All()));
        try
        {
            await processes.WaitAsync(starting, cancellationToken); // it goes to the background once it has logged in
            if (!IsServed(socket))
                throw new DiagnosticException(SshFailure.Explain(machine, address, await File.ReadAllTextAsync(log, cancellationToken)));
        }
        catch (OperationCanceledException)
        {
            processes.SignalGroup(starting, ProcessSignal.Kill);
            throw;
        }
        finally
        {
            File.Delete(log);
        }
    }

    private async Task<string> SocketAsync(CancellationToken cancellationToken)
    {
        if (_socket is not null && Directory.Exists(Path.GetDirectoryName(_socket)))
            return _socket;
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{machineId}\n{address.ToJson()}")).AsSpan(0, 8));
        return _socket = Path.Combine(await SshSocketFolder.FindAsync(processes, cancellationToken), key);
    }

    // The file of a master that was killed stays behind, with nobody listening.
    private static bool IsServed(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
