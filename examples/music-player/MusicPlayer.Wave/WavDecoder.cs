using System.Buffers.Binary;
using Foray.Sdk.Plugins;
using MusicPlayer.Contracts;

namespace MusicPlayer.Wave;

/// <summary>Decodes WAVE files: integers of 8 to 32 bits and 32-bit floating point, in the RIFF container.</summary>
[Plugin("wav", Description = "WAVE files: PCM and floating point.", Capabilities = [".wav"])]
public sealed class WavDecoder : IAudioDecoder
{
    private const int ChunkHeader = 8;
    private const int Pcm = 1;
    private const int FloatingPoint = 3;
    private const int Extensible = 0xfffe;

    /// <inheritdoc/>
    public Sound Decode(Stream file)
    {
        using var content = new MemoryStream();
        file.CopyTo(content);
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (bytes.Length < 12 || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8))
            throw new FormatException("it does not begin as a WAVE file does");
        var format = Chunk(bytes[12..], "fmt "u8);
        if (format.Length < 16)
            throw new FormatException("its format is cut off");
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        if (channels == 0 || rate <= 0)
            throw new FormatException($"it has {channels} channels and {rate} samples a second");
        var (size, read) = ReaderOf(format);
        return new Sound(rate, channels, Samples.Read(Chunk(bytes[12..], "data"u8), size, read));
    }

    private static (int Size, SampleReader Read) ReaderOf(ReadOnlySpan<byte> format)
    {
        int code = BinaryPrimitives.ReadUInt16LittleEndian(format);
        // The code proper is then the beginning of a GUID behind the ordinary fields.
        if (code == Extensible && format.Length >= 26)
            code = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        return (code, bits) switch
        {
            (Pcm, 8) => (1, Samples.UnsignedByte),
            (Pcm, 16) => (2, Samples.LittleInt16),
            (Pcm, 24) => (3, Samples.LittleInt24),
            (Pcm, 32) => (4, Samples.LittleInt32),
            (FloatingPoint, 32) => (4, Samples.LittleSingle),
            _ => throw new FormatException($"its samples have format {code} with {bits} bits, which this decoder does not read"),
        };
    }

    /// <summary>The content of the first chunk with this name; one that is cut off as far as it goes, because recorders that died leave such.</summary>
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> chunks, ReadOnlySpan<byte> name)
    {
        while (chunks.Length >= ChunkHeader)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]), (uint)(chunks.Length - ChunkHeader));
            if (chunks[..4].SequenceEqual(name))
                return chunks.Slice(ChunkHeader, length);
            // Chunks begin at even offsets.
            chunks = chunks[Math.Min(chunks.Length, ChunkHeader + length + (length & 1))..];
        }

        throw new FormatException($"it has no part '{System.Text.Encoding.ASCII.GetString(name)}'");
    }
}
