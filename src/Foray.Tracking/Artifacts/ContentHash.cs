using System.Buffers;
using System.Security.Cryptography;

namespace Foray.Tracking.Artifacts;

/// <summary>Hashes of contents: SHA-256, as 64 lower-case hexadecimal digits.</summary>
internal static class ContentHash
{
    private const int Length = 64;
    private const int BufferSize = 128 * 1024;

    /// <summary>Hashes are made by Foray: another text is a bug, and never becomes a path.</summary>
    public static void Check(string hash)
    {
        if (hash.Length != Length || !hash.All(digit => char.IsAsciiDigit(digit) || digit is >= 'a' and <= 'f'))
            throw new ArgumentException($"'{hash}' is no SHA-256 of 64 lower-case hexadecimal digits", nameof(hash));
    }

    public static async Task<string> OfAsync(Stream content, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));

    /// <summary>Copies a content and tells what it was.</summary>
    public static async Task<StoredContent> CopyAsync(Stream from, Func<ReadOnlyMemory<byte>, Task> write, int partSize, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(partSize, BufferSize));
        try
        {
            for (var size = 0L; ;)
            {
                var read = await from.ReadAtLeastAsync(buffer.AsMemory(0, partSize), partSize, throwOnEndOfStream: false, cancellationToken);
                hash.AppendData(buffer, 0, read);
                size += read;
                if (read > 0)
                    await write(buffer.AsMemory(0, read));
                if (read < partSize)
                    return new StoredContent(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
