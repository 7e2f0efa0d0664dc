using System.Runtime.InteropServices;

namespace Foray.Tracking.Store.Chunks;

/// <summary>The children of a node of a pyramid as bytes: their summaries one behind the other, and a checksum.</summary>
internal static class SummaryCodec
{
    public static byte[] Encode(ReadOnlySpan<PointSummary> children)
    {
        var bytes = new byte[(children.Length * PointSummary.Size) + Checksum.Length];
        MemoryMarshal.AsBytes(children).CopyTo(bytes);
        Checksum.Seal(bytes);
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static PointSummary[] Decode(ReadOnlySpan<byte> bytes)
    {
        var content = Checksum.Open(bytes);
        if (content.Length % PointSummary.Size != 0 || content.Length > Pyramid.Fanout * PointSummary.Size)
            throw new InvalidDataException("its length is not that of a node");
        return MemoryMarshal.Cast<byte, PointSummary>(content).ToArray();
    }
}
