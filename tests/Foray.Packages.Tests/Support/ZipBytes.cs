using System.Text;

namespace Foray.Packages.Tests.Support;

/// <summary>An archive written byte by byte, with names, attributes and sizes that no packer would write. Nothing is compressed.</summary>
internal sealed class ZipBytes
{
    private const ushort Utf8Names = 0x800;

    private readonly List<byte> _content = [];
    private readonly List<byte> _directory = [];
    private ushort _count;

    public ZipBytes Add(string name, byte[] content, int unixMode = 0, uint? declared = null, ushort flags = 0)
    {
        var offset = (uint)_content.Count;
        var bytes = Encoding.UTF8.GetBytes(name);
        // Not where it says nothing: NuGet's signatures have no flags.
        flags |= bytes.Length == name.Length ? (ushort)0 : Utf8Names;
        _content.AddRange(Written(writer =>
        {
            writer.Write(0x04034b50);
            WriteCommon(writer, content, declared, flags, bytes.Length);
            writer.Write(bytes);
            writer.Write(content);
        }));
        _directory.AddRange(Written(writer =>
        {
            writer.Write(0x02014b50);
            writer.Write((ushort)0x0314);
            WriteCommon(writer, content, declared, flags, bytes.Length);
            writer.Write(new byte[6]);
            writer.Write((uint)unixMode << 16);
            writer.Write(offset);
            writer.Write(bytes);
        }));
        _count++;
        return this;
    }

    public byte[] Pack() => Written(writer =>
    {
        writer.Write(_content.ToArray());
        writer.Write(_directory.ToArray());
        writer.Write(0x06054b50);
        writer.Write(0);
        writer.Write(_count);
        writer.Write(_count);
        writer.Write((uint)_directory.Count);
        writer.Write((uint)_content.Count);
        writer.Write((ushort)0);
    });

    /// <summary>A package of plugins that is sound so far.</summary>
    public static ZipBytes Package(string id, string version, byte[]? assembly = null) => new ZipBytes()
        .Add($"{id}.nuspec", Encoding.UTF8.GetBytes($"""
            <package><metadata><id>{id}</id><version>{version}</version><authors>Tests</authors><description>-</description>
            <packageTypes><packageType name="ForayPlugin" /></packageTypes></metadata></package>
            """))
        .Add($"foray/{id}.dll", assembly ?? ManifestAssembly.Make(id, version));

    private static byte[] Written(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        return stream.ToArray();
    }

    private static void WriteCommon(BinaryWriter writer, byte[] content, uint? declared, ushort flags, int nameLength)
    {
        writer.Write((ushort)20);
        writer.Write(flags);
        writer.Write((ushort)0);
        writer.Write(0);
        writer.Write(Checksum(content));
        writer.Write((uint)content.Length);
        writer.Write(declared ?? (uint)content.Length);
        writer.Write((ushort)nameLength);
        writer.Write((ushort)0);
    }

    private static uint Checksum(byte[] content)
    {
        var checksum = uint.MaxValue;
        foreach (var value in content)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++)
                checksum = (checksum & 1) != 0 ? (checksum >> 1) ^ 0xEDB88320 : checksum >> 1;
        }

        return ~checksum;
    }
}
