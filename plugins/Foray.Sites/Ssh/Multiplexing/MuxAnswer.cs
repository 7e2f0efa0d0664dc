using System.Buffers.Binary;

namespace Foray.Sites.Ssh.Multiplexing;

/// <summary>A message of a master.</summary>
/// <param name="Type">What it is.</param>
/// <param name="First">The number after that: a version, or the request or session that it is about.</param>
/// <param name="Second">The next number, where there is one: a session, or an exit code.</param>
internal readonly record struct MuxAnswer(uint Type, uint First, uint Second)
{
    public const uint ExitMessage = 0x80000004;
    public const uint SessionOpened = 0x80000006;
    private const int HeadSize = sizeof(uint);
    private const int Smallest = 2 * sizeof(uint);
    private const int Largest = 256 * 1024;

    /// <summary>Reads the next one; null at the end of what the master says, and where it says what no master would.</summary>
    public static async Task<MuxAnswer?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[HeadSize];
        if (await stream.ReadAtLeastAsync(head, HeadSize, throwOnEndOfStream: false, cancellationToken) < HeadSize)
            return null;
        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (size is < Smallest or > Largest)
            return null;
        var body = new byte[size];
        if (await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken) < body.Length)
            return null;
        return new MuxAnswer(At(body, 0), At(body, 1), body.Length >= 3 * sizeof(uint) ? At(body, 2) : 0);
    }

    private static uint At(byte[] body, int place) => BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(place * sizeof(uint)));
}
