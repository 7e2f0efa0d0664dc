using System.Runtime.InteropServices;
using System.Text;

namespace Foray.Processes;

/// <summary>A null-terminated array of C strings, in one piece of memory.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** _pointers;

    public NativeStrings(IReadOnlyCollection<string> strings)
    {
        var pointerBytes = (strings.Count + 1) * sizeof(byte*);
        var textBytes = strings.Sum(text => Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        _pointers = (byte**)NativeMemory.Alloc((nuint)(pointerBytes + textBytes));
        var next = (byte*)_pointers + pointerBytes;
        var end = next + textBytes;
        var index = 0;
        foreach (var text in strings)
        {
            _pointers[index++] = next;
            next += Encoding.UTF8.GetBytes(text, new Span<byte>(next, (int)(end - next)));
            *next++ = 0;
        }

        _pointers[index] = null;
    }

    public byte** Pointers => _pointers;

    public byte* First => _pointers[0];

    public void Dispose() => NativeMemory.Free(_pointers);
}
