using Foray.Sdk.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Foray.Storage;

/// <summary>
/// An append-only file of JSON records that survives crashes at any moment: what was appended is found again, and at most a record that was being
/// appended is dropped. One process writes at a time (see <see cref="StateLock"/>); others may <see cref="Read"/> meanwhile.
/// </summary>
public sealed class Journal : IDisposable
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Lock _flushGate = new();
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly ITimer _flushTimer;
    private long _length;
    private long _flushedLength;
    private bool _flushScheduled;
    private Exception? _failure;
    private bool _disposed;

    private Journal(string path, SafeFileHandle file, JournalContent content, TimeProvider time)
    {
        (_path, _file, Records) = (path, file, content.Records);
        _length = _flushedLength = content.Length;
        _flushTimer = time.CreateTimer(_ => FlushInBackground(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The JSON of the records that the file held when it was opened.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Records { get; }

    /// <summary>How much of the file is known to be on the disk.</summary>
    internal long FlushedLength => Volatile.Read(ref _flushedLength);

    internal long Length => Volatile.Read(ref _length);

    /// <summary>Opens a journal for appending; makes the file and its folder where there are none, and cuts off a record that a crash left unfinished.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Who may read a new file, less the process's umask. Default: the owner alone.</param>
    /// <param name="time">Clock of the background flush. Default: the system's.</param>
    /// <exception cref="DiagnosticException">The file is damaged (FORAY312), of a newer version (FORAY313), or cannot be read or written.</exception>
    public static Journal Open(string path, UnixFileMode mode = FileModes.Private, TimeProvider? time = null)
    {
        SafeFileHandle? file = null;
        try
        {
            Directory.CreateDirectory(Folder.Of(path));
            file = OpenFile(path, mode);
            var content = JournalFormat.Parse(path, ReadAll(file));
            return new Journal(path, file, Repair(path, file, content), time ?? TimeProvider.System);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (StorageErrors.IsEnvironmental(exception))
                throw StorageErrors.CannotWrite(path, exception);
            throw;
        }
    }

    /// <summary>The JSON of the records in the file, which another process may be appending to; none where there is no file. Changes nothing.</summary>
    /// <exception cref="DiagnosticException">The file is damaged (FORAY312), of a newer version (FORAY313), or cannot be read.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JournalFormat.Parse(path, ReadAll(file)).Records;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            throw StorageErrors.CannotRead(path, exception);
        }
    }

    /// <summary>Appends a record. Safe to call from several threads.</summary>
    /// <param name="json">One JSON value as UTF-8 without line breaks.</param>
    /// <param name="durability">What the record shall have survived on return.</param>
    /// <exception cref="DiagnosticException">The record could not be written (FORAY311); the journal is as it was before.</exception>
    public void Append(ReadOnlySpan<byte> json, Durability durability)
    {
        if (json.ContainsAny((byte)'\n', (byte)'\r'))
            throw new ArgumentException("A record is one line.", nameof(json));
        var line = JournalFormat.Line(json);
        long end;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            RefuseAfterFailure();
            Write(line);
            end = _length;
            if (durability == Durability.Process)
                ScheduleFlush();
        }

        if (durability == Durability.Disk)
            FlushTo(end);
    }

    /// <summary>Brings all records to the disk and closes the file. Safe to repeat.</summary>
    /// <exception cref="DiagnosticException">The disk took not all of them (FORAY311).</exception>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _flushTimer.Dispose();
        try
        {
            RefuseAfterFailure();
            FlushTo(Length);
        }
        finally
        {
            lock (_flushGate)
                _file.Dispose();
        }
    }

    private static SafeFileHandle OpenFile(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
        {
            using var created = new FileStream(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, UnixCreateMode = mode });
        }

        return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    private static byte[] ReadAll(SafeFileHandle file)
    {
        var bytes = new byte[RandomAccess.GetLength(file)];
        var length = 0;
        while (length < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(length), length) is var count and > 0)
            length += count;
        return length == bytes.Length ? bytes : bytes[..length];
    }

    private static JournalContent Repair(string path, SafeFileHandle file, JournalContent content)
    {
        if (RandomAccess.GetLength(file) != content.Length)
            RandomAccess.SetLength(file, content.Length);
        if (content.Length > 0)
            return content;
        RandomAccess.Write(file, JournalFormat.Header, 0);
        RandomAccess.FlushToDisk(file);
        Folder.Flush(Folder.Of(path));
        return content with { Length = JournalFormat.Header.Length };
    }

    private void RefuseAfterFailure()
    {
        if (_failure is not null)
            throw StorageErrors.CannotWrite(_path, _failure);
    }

    private void Write(byte[] line)
    {
        try
        {
            RandomAccess.Write(_file, line, _length);
            Volatile.Write(ref _length, _length + line.Length);
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            CutPartialLine(exception);
            throw StorageErrors.CannotWrite(_path, exception);
        }
    }

    private void CutPartialLine(Exception cause)
    {
        try
        {
            RandomAccess.SetLength(_file, _length);
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            _failure = cause;
        }
    }

    private void ScheduleFlush()
    {
        if (_flushScheduled)
            return;
        _flushScheduled = true;
        _flushTimer.Change(FlushInterval, Timeout.InfiniteTimeSpan);
    }

    private void FlushInBackground()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _flushScheduled = false;
        }

        try
        {
            FlushTo(Length);
        }
        catch (DiagnosticException)
        {
            // The next append, or the end, reports it.
        }
    }

    /// <summary>Waits for one flush on behalf of all who appended before it began.</summary>
    private void FlushTo(long end)
    {
        lock (_flushGate)
        {
            if (_flushedLength >= end || _file.IsClosed)
                return;
            try
            {
                var length = Length;
                RandomAccess.FlushToDisk(_file);
                Volatile.Write(ref _flushedLength, length);
            }
            catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
            {
                // After a failed flush nobody knows which pages the disk has.
                lock (_gate)
                    _failure = exception;
                throw StorageErrors.CannotWrite(_path, exception);
            }
        }
    }
}
