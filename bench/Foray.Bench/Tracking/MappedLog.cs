using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Foray.Bench.Tracking;

/// <summary>The least that a kept point can cost: records of 32 bytes with a number and the time, appended to a mapped file of which threads reserve places with an atomic addition.</summary>
internal sealed unsafe class MappedLog : IDisposable
{
    private const int RecordSize = 32;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _bytes;
    private long _reserved;

    public MappedLog(string path, long records)
    {
        _path = path;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, records * RecordSize);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
    }

    /// <summary>Begins again at the first record: all pages are warm then.</summary>
    public void Rewind() => _reserved = 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var record = _bytes + (Interlocked.Increment(ref _reserved) - 1) * RecordSize;
            *(long*)(record + 8) = i;
            *(long*)(record + 16) = Stopwatch.GetTimestamp();
            *(double*)(record + 24) = i;
            Volatile.Write(ref *(long*)record, 1);
        }
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
