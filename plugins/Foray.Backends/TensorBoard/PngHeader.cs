using System.Buffers.Binary;

namespace Foray.Backends.TensorBoard;

/// <summary>What the header of a PNG image says (W3C PNG, 11.2.2).</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Channels: 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha.</param>
internal readonly record struct PngHeader(int Width, int Height, int Channels)
{
    private const int Length = 26;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The header of an image; null where it is no PNG.</summary>
    public static PngHeader? Read(ReadOnlySpan<byte> image)
    {
        if (image.Length < Length || !image.StartsWith(Signature) || !image[12..].StartsWith("IHDR"u8))
            return null;
        var channels = image[25] switch { 0 => 1, 2 or 3 => 3, 4 => 2, 6 => 4, _ => 0 };
        return channels == 0 ? null : new PngHeader(BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..]), channels);
    }
}
