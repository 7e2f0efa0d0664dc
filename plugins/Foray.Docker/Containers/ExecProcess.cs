using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;
using Foray.Docker.Engines;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Docker.Containers;

/// <summary>
/// A program in a container, over one connection that carries its three streams. Disposing it closes the connection; the engine has no way to end
/// the program itself, which sees the end of its input.
/// </summary>
internal sealed class ExecProcess : IPipedProcess
{
    private const int KeptError = 64 * 1024;

    /// <summary>Exit code where the connection broke, as of OpenSSH's client.</summary>
    private const int Broken = 255;

    private const int Looks = 50;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly Engine _engine;
    private readonly string _exec;
    private readonly MultiplexedStream _stream;
    private readonly Pipe _output = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposing = new();
    private byte[] _error = [];
    private int _disposed;

    /// <param name="engine">The engine.</param>
    /// <param name="exec">Id of the program's execution.</param>
    /// <param name="stream">Its connection.</param>
    public ExecProcess(Engine engine, string exec, MultiplexedStream stream)
    {
        (_engine, _exec, _stream) = (engine, exec, stream);
        Input = new ExecInput(stream);
        Output = _output.Reader.AsStream();
        Exit = Task.Run(RunAsync);
    }

    public Stream Input { get; }

    public Stream Output { get; }

    public string Error
    {
        get
        {
            lock (_gate)
                return Encoding.UTF8.GetString(_error);
        }
    }

    public Task<int> Exit { get; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _disposing.CancelAsync();
        await Input.DisposeAsync();
        _stream.Dispose();
        await Exit;
        await _output.Reader.CompleteAsync();
        _disposing.Dispose();
    }

    private async Task<int> RunAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or SocketException or OperationCanceledException)
        {
            // A connection that broke is known by what did not come.
        }
        finally
        {
            await _output.Writer.CompleteAsync();
        }

        return await FindExitCodeAsync();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        var wanted = true;
        while (await _stream.ReadOutputAsync(buffer, 0, buffer.Length, _disposing.Token) is { EOF: false } read)
        {
            if (read.Target == MultiplexedStream.TargetStream.StandardError)
                Keep(buffer.AsSpan(0, read.Count));
            else if (wanted)
                wanted = !(await _output.Writer.WriteAsync(buffer.AsMemory(0, read.Count), _disposing.Token)).IsCompleted;
        }
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        lock (_gate)
        {
            byte[] all = [.. _error, .. text];
            _error = all.Length > KeptError ? all[^KeptError..] : all;
        }
    }

    // The streams end a little before the engine knows of the program's end.
    private async Task<int> FindExitCodeAsync()
    {
        try
        {
            for (var look = 0; look < Looks; look++)
            {
                var state = await _engine.AskAsync(
                    client => client.Exec.InspectContainerExecAsync(_exec, _disposing.Token), refusal => Diagnostic.Error(EngineFailure.ContainerFailed, EngineFailure.Reason(refusal)));
                if (!state.Running)
                    return (int)(state.ExitCode ?? Broken);
                await Task.Delay(LookAgain, _disposing.Token);
            }
        }
        catch (Exception exception) when (exception is DiagnosticException or OperationCanceledException)
        {
            // The container is gone, or nobody waits any more.
        }

        return Broken;
    }
}
