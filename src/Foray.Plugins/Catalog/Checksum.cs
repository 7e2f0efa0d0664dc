using System.Numerics;

namespace Foray.Plugins.Catalog;

/// <summary>Files of the cache begin with a checksum, so that a damaged one counts as none.</summary>
internal static class Checksum
{
    /// <summary>Bytes that it takes.</summary>
    public const int Size = sizeof(uint);

    /// <summary>A writer of a file, behind the room for its checksum.</summary>
    public static BinaryWriter Begin()
    {
        var writer = new BinaryWriter(new MemoryStream());
        writer.Write(0u);
        return writer;
    }

    /// <summary>Writes a file in one step: whoever reads it meanwhile reads the former one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void End(BinaryWriter writer, string path)
    {
        writer.Flush();
        var content = ((MemoryStream)writer.BaseStream).ToArray();
        BitConverter.TryWriteBytes(content, Of(content.AsSpan(Size)));
        var aside = $"{path}.{Environment.ProcessId}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(aside, content);
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(aside);
            throw new IOException(error.Message, error);
        }
    }

    /// <summary>A reader of a file, behind its checksum; null where there is none, or it is damaged.</summary>
    public static BinaryReader? Open(string path)
    {
        if (!File.Exists(path))
            return null;
        var content = File.ReadAllBytes(path);
        return content.Length > Size && BitConverter.ToUInt32(content) == Of(content.AsSpan(Size))
            ? new BinaryReader(new MemoryStream(content, Size, content.Length - Size))
            : null;
    }

    /// <summary>CRC-32C.</summary>
    private static uint Of(ReadOnlySpan<byte> content)
    {
        var checksum = ~0u;
        var position = 0;
        for (; position <= content.Length - sizeof(ulong); position += sizeof(ulong))
            checksum = BitOperations.Crc32C(checksum, BitConverter.ToUInt64(content.Slice(position, sizeof(ulong))));
        foreach (var rest in content[position..])
            checksum = BitOperations.Crc32C(checksum, rest);
        return checksum;
    }
}
