using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Foray.Plugins.Manifests;

/// <summary>
/// Takes the metadata out of an assembly file and leaves the rest of the file alone. <c>PEReader</c> does the same, but has to be compiled at run time in parts,
/// which takes as long as reading a hundred packages. The format is ECMA-335 II.25.
/// </summary>
internal static class MetadataImage
{
    /// <summary>Bytes that are read at once: the whole of most packages, whose code is small.</summary>
    private const int BeginningSize = 32 * 1024;
    private const int SectionSize = 40;
    private const ushort DosMagic = 0x5A4D;
    private const uint PeMagic = 0x4550;
    private const ushort Pe32Magic = 0x10B;
    private const ushort Pe32PlusMagic = 0x20B;

    /// <summary>The metadata of an assembly file.</summary>
    /// <exception cref="BadImageFormatException">The file is no assembly, or is damaged.</exception>
    public static ImmutableArray<byte> Read(FileInfo assembly)
    {
        if (!HasContent(assembly))
            throw new BadImageFormatException();
        // Sharing everything spares two calls for a lock; half a file is refused like a damaged one.
        using var file = File.OpenHandle(assembly.FullName, share: FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        var beginning = ReadAt(file, 0, (int)Math.Min(BeginningSize, length), length);
        var sections = Sections(beginning, out var runtimeHeader);
        var header = Slice(file, beginning, OffsetOf(runtimeHeader, sections), 16, length);
        var metadata = Slice(file, beginning, OffsetOf(UInt32(header, 8), sections), checked((int)UInt32(header, 12)), length);
        return ImmutableCollectionsMarshal.AsImmutableArray(metadata);
    }

    /// <summary>False for pipes, sockets and devices, whose length is 0: opening them could wait for ever.</summary>
    private static bool HasContent(FileInfo file)
    {
        var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        return target is { Exists: true, Length: > 0 };
    }

    /// <summary>The section table, and the address of the header of the .NET runtime.</summary>
    private static ReadOnlySpan<byte> Sections(ReadOnlySpan<byte> headers, out uint runtimeHeader)
    {
        if (UInt16(headers, 0) != DosMagic)
            throw new BadImageFormatException();
        var start = checked((int)UInt32(headers, 0x3C));
        if (UInt32(headers, start) != PeMagic)
            throw new BadImageFormatException();
        var optional = start + 24;
        var directories = UInt16(headers, optional) switch
        {
            Pe32Magic => optional + 96,
            Pe32PlusMagic => optional + 112,
            _ => throw new BadImageFormatException(),
        };
        runtimeHeader = UInt32(headers, directories + 14 * 8);
        if (runtimeHeader == 0)
            throw new BadImageFormatException();
        return headers.Slice(optional + UInt16(headers, start + 20), UInt16(headers, start + 6) * SectionSize);
    }

    private static long OffsetOf(uint address, ReadOnlySpan<byte> sections)
    {
        for (; sections.Length > 0; sections = sections[SectionSize..])
        {
            var start = UInt32(sections, 12);
            if (address >= start && address - start < UInt32(sections, 16))
                return address - start + UInt32(sections, 20);
        }

        throw new BadImageFormatException();
    }

    private static byte[] Slice(SafeFileHandle file, byte[] beginning, long offset, int size, long length) =>
        offset + size <= beginning.Length ? beginning.AsSpan(checked((int)offset), size).ToArray() : ReadAt(file, offset, size, length);

    private static byte[] ReadAt(SafeFileHandle file, long offset, int size, long length)
    {
        if (offset + size > length)
            throw new BadImageFormatException();
        var content = new byte[size];
        for (var read = 0; read < size;)
        {
            var more = RandomAccess.Read(file, content.AsSpan(read), offset + read);
            if (more == 0)
                throw new BadImageFormatException();
            read += more;
        }

        return content;
    }

    private static ushort UInt16(ReadOnlySpan<byte> content, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(content[offset..]);

    private static uint UInt32(ReadOnlySpan<byte> content, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(content[offset..]);
}
