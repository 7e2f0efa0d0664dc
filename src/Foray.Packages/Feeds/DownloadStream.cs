using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Feeds;

/// <summary>Passes on what is written to a file, counts it, and refuses too much. Leaves the file open.</summary>
internal sealed class DownloadStream(Stream destination, long limit, Action<long> progress) : Stream
{
    /// <summary>Why not all could be written; NuGet tries again and keeps quiet. Null where all was.</summary>
    public DiagnosticException? Failure { get; private set; }

    public override bool CanRead => false;

    // NuGet begins anew in the same stream when a download breaks.
    public override bool CanSeek => destination.CanSeek;

    public override bool CanWrite => true;

    public override long Length => destination.Length;

    public override long Position
    {
        get => destination.Position;
        set => destination.Position = value;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Count(buffer.Length);
        try
        {
            destination.Write(buffer);
            destination.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure = new DiagnosticException(Diagnostic.Error(PackageCodes.DiskFailed, $"a package cannot be written: {error.Message}", "free some space, then run the command again"), error);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush() => destination.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => destination.Seek(offset, origin);

    public override void SetLength(long value) => destination.SetLength(value);

    private void Count(int length)
    {
        var written = destination.Position + length;
        if (written > limit)
        {
            throw Failure = new DiagnosticException(Diagnostic.Error(PackageCodes.TooLarge, $"a package is larger than {limit >> 20} MiB, more than Foray downloads",
                "ask its author for a smaller one"));
        }

        progress(written);
    }
}
