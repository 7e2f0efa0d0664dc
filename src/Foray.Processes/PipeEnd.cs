using Microsoft.Win32.SafeHandles;

namespace Foray.Processes;

/// <summary>Our end of a child's standard stream. Asynchronous calls hold no thread while they wait.</summary>
internal sealed class PipeEnd(FileAccess access, Poller poller) : Stream
{
    // What a pipe that is ready for writing takes without blocking: PIPE_BUF.
    private static readonly int WriteSize = OperatingSystem.IsLinux() ? 4096 : 512;

    private readonly Pipe _pipe = new();
    private readonly CancellationTokenSource _closing = new();

    public override bool CanRead => access == FileAccess.Read;

    public override bool CanWrite => access == FileAccess.Write;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The descriptor for the child.</summary>
    public int ChildDescriptor => (int)ChildEnd.DangerousGetHandle();

    /// <summary>True where a read would give bytes or the end at once.</summary>
    public bool IsReady => Poller.IsReady(Descriptor, LibC.PollIn);

    private int Descriptor => (int)OurEnd.DangerousGetHandle();

    private SafeFileHandle OurEnd => CanRead ? _pipe.ReadEnd : _pipe.WriteEnd;

    private SafeFileHandle ChildEnd => CanRead ? _pipe.WriteEnd : _pipe.ReadEnd;

    /// <summary>Closes our copy of the child's end, so that the stream ends with the child.</summary>
    public void ReleaseChildEnd() => ChildEnd.Dispose();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(LibC.PollIn, cancellationToken);
        return _pipe.Read(buffer.Span);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; buffer.Length > 0; buffer = buffer[Math.Min(buffer.Length, WriteSize)..])
        {
            await ReadyAsync(LibC.PollOut, cancellationToken);
            _pipe.Write(buffer.Span[..Math.Min(buffer.Length, WriteSize)]);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => _pipe.Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => _pipe.Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _closing.Cancel();
            _pipe.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask ReadyAsync(short events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        if (Poller.IsReady(Descriptor, events))
            return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await poller.ReadyAsync(Descriptor, events, either.Token);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException(nameof(PipeEnd));
        }
    }
}
