using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Keeping;

/// <summary>
/// The form in which programs and their results are stored and sent. The first line says what follows:
/// <c>NAME VERSION HEADER-LENGTH PART-LENGTH…</c>. Behind it come a header of JSON, the parts as they are, and the SHA-256 of everything before it.
/// </summary>
/// <param name="Header">JSON as UTF-8.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Hash">The SHA-256.</param>
internal sealed record Envelope(ReadOnlyMemory<byte> Header, IReadOnlyList<ReadOnlyMemory<byte>> Parts, ReadOnlyMemory<byte> Hash)
{
    /// <summary>The version that is written.</summary>
    public const long Version = 1;

    /// <summary>Most bytes of one: a suitcase and a state of the size that programs may have, and room to spare.</summary>
    public const int Largest = 256 << 20;

    private const int LongestLine = 200;

    /// <summary>Makes one.</summary>
    public static byte[] Seal(string name, ReadOnlySpan<byte> header, params ReadOnlySpan<byte[]> parts)
    {
        var line = new StringBuilder(name).Append(CultureInfo.InvariantCulture, $" {Version} {header.Length}");
        foreach (var part in parts)
            line.Append(CultureInfo.InvariantCulture, $" {part.Length}");
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.ASCII.GetBytes(line.Append('\n').ToString()));
        bytes.Write(header);
        foreach (var part in parts)
            bytes.Write(part);
        bytes.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <summary>Opens one.</summary>
    /// <param name="name">What it has to be.</param>
    /// <param name="count">How many parts it has to have.</param>
    /// <param name="bytes">The bytes; the result points into them.</param>
    /// <exception cref="DiagnosticException">It is damaged or something else (FORAY295), or of a newer version (FORAY290).</exception>
    public static Envelope Open(string name, int count, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Largest)
            throw Damaged(name, $"it has more than {Largest} bytes");
        var end = bytes.Span[..Math.Min(bytes.Length, LongestLine)].IndexOf((byte)'\n');
        if (end < 0)
            throw Damaged(name, "it does not begin as one");
        var words = Encoding.ASCII.GetString(bytes.Span[..end]).Split(' ');
        if (words[0] != name || words.Length < 2 || !TryRead(words[1], out var version))
            throw Damaged(name, "it does not begin as one");
        if (version > Version)
            throw KeepingErrors.Newer($"a {name}", version, Version);
        var lengths = ReadLengths(name, words.AsSpan(2), count);
        if (end + 1 + lengths.Sum() + SHA256.HashSizeInBytes != bytes.Length)
            throw Damaged(name, "it has another length than it says");

        var hash = bytes[^SHA256.HashSizeInBytes..];
        if (!SHA256.HashData(bytes.Span[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(hash.Span))
            throw Damaged(name, "its hash is not that of its content");
        return Cut(bytes[(end + 1)..], lengths, hash);
    }

    /// <summary>The hash at the end of one, in hexadecimal digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes[^SHA256.HashSizeInBytes..]);

    /// <summary>Refuses one.</summary>
    public static DiagnosticException Damaged(string name, string reason, Exception? cause = null) => KeepingErrors.Damaged($"a {name}", reason, cause);

    private static long[] ReadLengths(string name, ReadOnlySpan<string> words, int count)
    {
        if (words.Length != count + 1)
            throw Damaged(name, "its first line says something else");
        var lengths = new long[words.Length];
        for (var i = 0; i < words.Length; i++)
            if (!TryRead(words[i], out lengths[i]))
                throw Damaged(name, "its first line says something else");
        return lengths;
    }

    private static bool TryRead(string word, out long number) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= int.MaxValue;

    private static Envelope Cut(ReadOnlyMemory<byte> content, long[] lengths, ReadOnlyMemory<byte> hash)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        foreach (var length in lengths)
        {
            parts.Add(content[..(int)length]);
            content = content[(int)length..];
        }

        return new Envelope(parts[0], parts[1..], hash);
    }
}
