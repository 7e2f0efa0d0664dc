using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Foray.Tracking.Spool;

/// <summary>Room for one segment after the other: memory that has not been used before costs more than to read a segment into it.</summary>
internal sealed unsafe class SegmentMemory
{
    // It does not move.
    private byte[] _bytes = [];

    public byte* Address => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="IOException">It cannot be read, or is shorter.</exception>
    public void Read(SafeFileHandle file, int length)
    {
        if (_bytes.Length != length)
            _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        for (var read = 0; read < length;)
        {
            var count = RandomAccess.Read(file, _bytes.AsSpan(read), read);
            read += count > 0 ? count : throw new EndOfStreamException("it became shorter");
        }
    }
}
