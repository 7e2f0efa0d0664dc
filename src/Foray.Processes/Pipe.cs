using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Foray.Processes;

/// <summary>A pipe: what is written to one end is read from the other.</summary>
internal sealed class Pipe : IDisposable
{
    public unsafe Pipe()
    {
        var ends = stackalloc int[2];
        if (LibC.Pipe(ends) != 0)
            throw Failure("make");
        ReadEnd = new SafeFileHandle(ends[0], ownsHandle: true);
        WriteEnd = new SafeFileHandle(ends[1], ownsHandle: true);
    }

    public SafeFileHandle ReadEnd { get; }

    public SafeFileHandle WriteEnd { get; }

    /// <summary>Waits for bytes and gives their number; 0 at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        nint count;
        do
            count = LibC.Read(ReadEnd, buffer, (nuint)buffer.Length);
        while (count < 0 && Marshal.GetLastPInvokeError() == LibC.InterruptedCall);
        return count >= 0 ? (int)count : throw Failure("read from");
    }

    /// <summary>Writes all bytes.</summary>
    public void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = LibC.Write(WriteEnd, buffer, (nuint)buffer.Length);
            if (count >= 0)
                buffer = buffer[(int)count..];
            else if (Marshal.GetLastPInvokeError() != LibC.InterruptedCall)
                throw Failure("write to");
        }
    }

    public void Dispose()
    {
        ReadEnd.Dispose();
        WriteEnd.Dispose();
    }

    private static IOException Failure(string work) => new($"cannot {work} a pipe: {Marshal.GetLastPInvokeErrorMessage()}");
}
