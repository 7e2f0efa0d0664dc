using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Machines;

/// <summary>What real machines behind a shell run, over a local <c>sh</c>.</summary>
internal sealed class LocalShell(MachineRecord record, MachineFolder folder) : ShellMachine(record, folder.Root, Channels)
{
    public const string Unreachable = "KIT001";
    private const int Channels = 8;

    private readonly ConcurrentDictionary<LocalProcess, bool> _open = new();

    public bool IsDisconnected { get; private set; }

    public bool IsFull { get; set; }

    public TimeSpan Delay { get; set; }

    public void Disconnect()
    {
        IsDisconnected = true;
        foreach (var process in _open.Keys)
            process.Kill();
    }

    public void Reconnect() => IsDisconnected = false;

    public override Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => Task.FromResult<IPortForward>(new OwnPort(port));

    protected override async Task<IPipedProcess> OpenAsync(string command, CancellationToken cancellationToken)
    {
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (IsDisconnected)
            throw new DiagnosticException(Diagnostic.Error(Unreachable, $"machine '{Name}' cannot be reached", "check that it is up, and run again"));
        // A write beyond the limit of 0 bytes fails, as one to a full disk does, once the signal that would end the writer is ignored.
        var shell = IsFull ? $"trap '' XFSZ; ulimit -f 0; {command}" : command;
        var process = LocalProcess.Start(new ProcessRequest("/bin/sh", ["-c", shell]) { WorkingFolder = folder.Home, Environment = EnvironmentOf() });
        _open[process] = true;
        _ = process.Exit.ContinueWith(_ => _open.TryRemove(process, out var _), TaskScheduler.Default);
        return process;
    }

    private Dictionary<string, string?> EnvironmentOf()
    {
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("FORAY_", StringComparison.Ordinal))
            .ToDictionary(name => name, string? (_) => null, StringComparer.Ordinal);
        environment["HOME"] = folder.Home;
        environment["TMPDIR"] = folder.Temporary;
        return environment;
    }

    private sealed class OwnPort(int port) : IPortForward
    {
        public int LocalPort => port;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
