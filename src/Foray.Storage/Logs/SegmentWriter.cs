using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Foray.Storage.Logs;

/// <summary>Appends entries to the last segment of a log, and brings them to the disk about once a second.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _flushGate = new();
    private readonly SafeFileHandle _file;
    private readonly ITimer _flushTimer;
    private int _flushScheduled;
    private long _flushedLength;
    private volatile Exception? _failure;

    /// <summary>Goes on with a segment that was looked through.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public SegmentWriter(LogSegment segment, TimeProvider time)
    {
        Segment = segment;
        _flushedLength = segment.Length;
        _file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (RandomAccess.GetLength(_file) != segment.Length)
            RandomAccess.SetLength(_file, segment.Length);
        _flushTimer = time.CreateTimer(_ => FlushInBackground(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public LogSegment Segment { get; }

    /// <summary>How much of the file is known to be on the disk.</summary>
    internal long FlushedLength => Volatile.Read(ref _flushedLength);

    /// <summary>Appends the next entry. One at a time.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The disk does not take it (FORAY311); the segment is as it was before.</exception>
    public void Append(long sequence, ReadOnlySpan<byte> content)
    {
        RefuseAfterFailure();
        var size = LogFormat.EntrySize(content);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            LogFormat.WriteEntry(buffer, sequence, content);
            RandomAccess.Write(_file, buffer.AsSpan(0, size), Segment.Length);
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            CutPartialEntry(exception);
            throw StorageErrors.CannotWrite(Segment.Path, exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Segment.Mark(sequence, Segment.Length);
        Segment.Extend(sequence, Segment.Length + size);
        if (Interlocked.Exchange(ref _flushScheduled, 1) == 0)
            _flushTimer.Change(FlushInterval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Brings all entries to the disk.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The disk took not all of them (FORAY311).</exception>
    public void Flush()
    {
        lock (_flushGate)
        {
            var length = Segment.Length;
            if (_flushedLength == length || _file.IsClosed)
                return;
            try
            {
                RandomAccess.FlushToDisk(_file);
                Volatile.Write(ref _flushedLength, length);
            }
            catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
            {
                // After a failed flush nobody knows which pages the disk has.
                _failure = exception;
                throw StorageErrors.CannotWrite(Segment.Path, exception);
            }
        }
    }

    /// <summary>Closes the file; what is not on the disk yet gets there as the system likes.</summary>
    public void Dispose()
    {
        _flushTimer.Dispose();
        lock (_flushGate)
            _file.Dispose();
    }

    private void RefuseAfterFailure()
    {
        if (_failure is { } failure)
            throw StorageErrors.CannotWrite(Segment.Path, failure);
    }

    private void CutPartialEntry(Exception cause)
    {
        try
        {
            RandomAccess.SetLength(_file, Segment.Length);
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            _failure = cause;
        }
    }

    private void FlushInBackground()
    {
        Volatile.Write(ref _flushScheduled, 0);
        try
        {
            Flush();
        }
        catch (Foray.Sdk.Diagnostics.DiagnosticException)
        {
            // The next append reports it.
        }
    }
}
