using System.Buffers.Binary;
using Foray.Sdk.Plugins;
using MusicPlayer.Contracts;

namespace MusicPlayer.Wave;

/// <summary>Decodes Sun's audio files: µ-law, integers of 8 to 32 bits and 32-bit floating point.</summary>
[Plugin("au", Description = "Sun audio files: µ-law, PCM and floating point.", Capabilities = [".au", ".snd"])]
public sealed class AuDecoder : IAudioDecoder
{
    private const int HeaderSize = 24;

    /// <inheritdoc/>
    public Sound Decode(Stream file)
    {
        using var content = new MemoryStream();
        file.CopyTo(content);
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (bytes.Length < HeaderSize || !bytes[..4].SequenceEqual(".snd"u8))
            throw new FormatException("it does not begin as a Sun audio file does");
        var start = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        // All ones where the length was not known when the file was begun.
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        var rate = BinaryPrimitives.ReadInt32BigEndian(bytes[16..]);
        var channels = BinaryPrimitives.ReadInt32BigEndian(bytes[20..]);
        if (start < HeaderSize || start > bytes.Length)
            throw new FormatException($"its samples begin at byte {start}, which it does not have");
        if (channels <= 0 || rate <= 0)
            throw new FormatException($"it has {channels} channels and {rate} samples a second");
        var (size, read) = ReaderOf(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]));
        return new Sound(rate, channels, Samples.Read(bytes.Slice((int)start, (int)Math.Min(length, bytes.Length - start)), size, read));
    }

    private static (int Size, SampleReader Read) ReaderOf(uint encoding) => encoding switch
    {
        1 => (1, Samples.MuLaw),
        2 => (1, Samples.SignedByte),
        3 => (2, Samples.BigInt16),
        4 => (3, Samples.BigInt24),
        5 => (4, Samples.BigInt32),
        6 => (4, Samples.BigSingle),
        _ => throw new FormatException($"its samples have encoding {encoding}, which this decoder does not read"),
    };
}
