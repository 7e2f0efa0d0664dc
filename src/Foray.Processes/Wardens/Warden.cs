using System.Runtime.InteropServices;

namespace Foray.Processes.Wardens;

/// <summary>A warden that this process has started. It runs one program at a time, and ends with its program when this is disposed.</summary>
internal sealed class Warden : IDisposable
{
    private static readonly byte[] StopMessage = MemoryMarshal.AsBytes<MessageFrame>([new(Marshal.SizeOf<MessageFrame>(), MessageKind.Stop)]).ToArray();

    private readonly PipeEnd _requests;
    private readonly PipeEnd _replies;

    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The program for it cannot be started.</exception>
    public Warden(IReadOnlyList<string> command, IReadOnlyList<string> environment, Children children, Poller poller)
    {
        _requests = new PipeEnd(FileAccess.Write, poller);
        _replies = new PipeEnd(FileAccess.Read, poller);
        try
        {
            // In the root folder, so that none is held in use.
            children.Start(new SpawnRequest(command[0], command, "/", environment, [_requests.ChildDescriptor, _replies.ChildDescriptor, null]));
        }
        catch
        {
            Dispose();
            throw;
        }

        _requests.ReleaseChildEnd();
        _replies.ReleaseChildEnd();
    }

    /// <summary>True once it has said that it is one.</summary>
    public bool HasGreeted { get; private set; }

    /// <summary>True where it has ended, or says something unasked, while it has nothing to run.</summary>
    public bool IsGone => _replies.IsReady;

    /// <summary>Hands a program over.</summary>
    /// <exception cref="IOException">It is gone, and the program was not started.</exception>
    public ValueTask StartAsync(FiledProgram program) => _requests.WriteAsync(program.Message);

    /// <summary>Asks for the end of the program that runs.</summary>
    public void Stop()
    {
        try
        {
            _requests.Write(StopMessage);
        }
        catch (IOException)
        {
            // It is gone, which the missing reply tells.
        }
    }

    /// <summary>Waits for the end of the program; null where the warden vanished.</summary>
    public async Task<WardenReply?> ReceiveAsync()
    {
        if (!HasGreeted && !await GreetsAsync())
            return null;
        var bytes = await ReadAsync(Marshal.SizeOf<WardenReply>());
        return bytes is null ? null : MemoryMarshal.Read<WardenReply>(bytes);
    }

    public void Dispose()
    {
        _requests.Dispose();
        _replies.Dispose();
    }

    private async Task<bool> GreetsAsync()
    {
        var bytes = await ReadAsync(WardenReply.Greeting.Length);
        return HasGreeted = bytes is not null && WardenReply.Greeting.SequenceEqual(bytes);
    }

    private async Task<byte[]?> ReadAsync(int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var count = await _replies.ReadAsync(bytes.AsMemory(read));
            if (count == 0)
                return null;
            read += count;
        }

        return bytes;
    }
}
