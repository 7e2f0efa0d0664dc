using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Tracking.Spool;

/// <summary>
/// What a process tracks, on the disk: a folder with segments of slots. What was appended when a call returned survives the end of the process, however
/// sudden; a power failure may take what is younger than the last sealed segment. Safe to use from several threads.
/// </summary>
public sealed class SpoolWriter : IDisposable
{
    /// <summary>Time after which a call that found no room looks again.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly SpoolFolder _folder;
    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly StateLock _lock;
    private readonly MappedFile _headerFile;
    private readonly SpoolHeader _header;
    private readonly SegmentSupply _supply;
    private readonly SegmentSealer _sealer;
    private readonly ManualResetEventSlim _disposing = new();
    private readonly int _mostInline;
    private Segment _current;
    private SpoolFailure? _failure;
    private long _failedAt;
    private ulong _contentFiles;
    private SpoolDrops _lastDrops;
    private long _lastPosition;
    private uint _series;
    private bool _disposed;

    private SpoolWriter(SpoolFolder folder, SpoolOptions options, TimeProvider time, StateLock held, SpoolHeader header, MappedFile headerFile)
    {
        (_folder, _options, _time, _lock, _header, _headerFile) = (folder, options, time, held, header, headerFile);
        _mostInline = Math.Min(SpoolFormat.MostInline, header.Slots / 4 * SpoolFormat.ContinuationSize);
        _current = Segment.Create(folder, 0, header);
        _supply = new SegmentSupply(folder, header, options.MostBytes);
        _sealer = new SegmentSealer(folder, header.Slots);
    }

    /// <summary>Its folder, below the one that it was made in.</summary>
    public string Folder => _folder.Path;

    /// <summary>Name of the folder, unique on all computers.</summary>
    public string Name => _folder.Name;

    /// <summary>What it has not kept. Readers of the spool find it there too.</summary>
    public unsafe SpoolDrops Dropped
    {
        get
        {
            lock (_gate)
                return _disposed ? _lastDrops : SpoolHeader.Drops(new ReadOnlySpan<byte>(_headerFile.Bytes, SpoolHeader.Length));
        }
    }

    internal Segment Current => Volatile.Read(ref _current);

    /// <summary>The last position that is reserved.</summary>
    internal long Position
    {
        get
        {
            lock (_gate)
                return _disposed ? _lastPosition : (Current.Number * _header.Slots) + Current.Reserved;
        }
    }

    /// <summary>Makes a spool for this process.</summary>
    /// <param name="parent">The folder for its folder; made where there is none.</param>
    /// <param name="options">How it uses the disk. Default: see there.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <exception cref="DiagnosticException">It cannot be written (FORAY316), or has no lock (FORAY314).</exception>
    public static SpoolWriter Create(string parent, SpoolOptions? options = null, TimeProvider? time = null)
    {
        options ??= new SpoolOptions();
        options.Check();
        time ??= TimeProvider.System;
        var now = time.GetUtcNow();
        var name = $"{now:yyyyMMdd'T'HHmmssfff'Z'}-{Environment.ProcessId}-{Random.Shared.Next():x8}";
        var folder = new SpoolFolder(Path.Combine(parent, name));
        try
        {
            return Create(folder, options, time, new SpoolHeader(options.SegmentSlots, SpoolHeader.BaseAt(now)));
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw SpoolErrors.CannotWrite(folder.Path, exception);
        }
    }

    /// <summary>Waits for appends on their way, brings all to the disk and gives up the lock. Calls that wait for room throw <see cref="ObjectDisposedException"/>. Safe to repeat.</summary>
    public unsafe void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _lastPosition = (Current.Number * _header.Slots) + Current.Reserved;
            _lastDrops = SpoolHeader.Drops(new ReadOnlySpan<byte>(_headerFile.Bytes, SpoolHeader.Length));
            _disposed = true;
            _headerFile.Dispose();
        }

        _disposing.Set();
        _supply.Dispose();
        _sealer.Finish(_current);
        _sealer.Dispose();
        _lock.Dispose();
    }

    /// <summary>A number for a series, from 1.</summary>
    internal uint NewSeries() => Interlocked.Increment(ref _series);

    /// <summary>Keeps a record.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="time">When, in nanoseconds since 1970.</param>
    /// <param name="content">What, as <see cref="RecordWriter"/> writes it.</param>
    /// <param name="isPoint">Whether it counts as a point where it is dropped.</param>
    /// <returns>Number of the segment that has it; null where it was dropped.</returns>
    /// <exception cref="DiagnosticException">There is no room, and the policy is not to drop (FORAY316).</exception>
    internal long? TryAppend(RecordKind kind, long time, ReadOnlyMemory<byte> content, bool isPoint = false)
    {
        var head = new RecordHead(kind, time, content.Length, Crc32C.Compute(content.Span), 0);
        if (content.Length > _mostInline)
        {
            if (TryWriteContent(content, isPoint) is not { } file)
                return null;
            head = head with { ContentFile = file };
            content = default;
        }

        while (true)
        {
            var segment = Current;
            if (segment.TryAppend(head, content.Span))
                return segment.Number;
            if (!TryAdvance(segment, isPoint))
                return null;
        }
    }

    /// <summary>Goes on to the segment behind a full one.</summary>
    /// <returns>False where there is no room, and what was to be appended is counted as dropped.</returns>
    internal bool TryAdvance(Segment full, bool isPoint) => TryMakeRoom(isPoint, () =>
    {
        if (_current != full)
            return null;
        if (_failure is not null && _time.GetElapsedTime(_failedAt) < Retry)
            return _failure;
        // Sealed also where there is no next one: readers may then delete it, and make room.
        _sealer.Add(full);
        _failure = _supply.TryTake(out var next);
        _failedAt = _time.GetTimestamp();
        if (next is not null)
            Volatile.Write(ref _current, next);
        return _failure;
    });

    private static unsafe SpoolWriter Create(SpoolFolder folder, SpoolOptions options, TimeProvider time, SpoolHeader header)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        Directory.CreateDirectory(folder.Path, OwnerOnly);
        // The name has not been there before, so nobody else has the lock.
        var held = StateLock.TryAcquire(folder.Lock, out _) ?? throw new IOException("another process has locked it");
        MappedFile? headerFile = null;
        SpoolWriter? spool = null;
        try
        {
            var unfinished = SpoolFolder.Unfinished(folder.Header);
            headerFile = MappedFile.Create(unfinished, SpoolHeader.Length);
            header.Write(new Span<byte>(headerFile.Bytes, SpoolHeader.Length));
            headerFile.Flush();
            spool = new SpoolWriter(folder, options, time, held, header, headerFile);
            // With the header it is a spool: all else is there before.
            File.Move(unfinished, folder.Header);
            Storage.Folder.Flush(folder.Path);
            return spool;
        }
        catch
        {
            spool?.Dispose();
            headerFile?.Dispose();
            held.Dispose();
            Directory.Delete(folder.Path, recursive: true);
            throw;
        }
    }

    private ulong? TryWriteContent(ReadOnlyMemory<byte> content, bool isPoint)
    {
        var number = Interlocked.Increment(ref _contentFiles);
        var path = _folder.Content(number);
        return TryMakeRoom(isPoint, () => _supply.TryWriteContent(path, content.Span)) ? number : null;
    }

    /// <summary>Tries until there is room, or until the policy says what else.</summary>
    private bool TryMakeRoom(bool isPoint, Func<SpoolFailure?> attempt)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                var failure = attempt();
                if (failure is null)
                    return true;
                if (_options.Overflow == SpoolOverflow.Drop)
                {
                    Count(isPoint, failure.Reason);
                    return false;
                }

                if (_options.Overflow == SpoolOverflow.Fail || _time.GetElapsedTime(started) >= _options.LongestWait)
                    throw failure.ToException();
            }

            _disposing.Wait(Retry);
        }
    }

    private unsafe void Count(bool isPoint, SpoolDropReason reason) =>
        (*(long*)(_headerFile.Bytes + SpoolHeader.CounterOffset(isPoint, reason)))++;
}
