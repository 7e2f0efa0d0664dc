using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Foray.Storage;

/// <summary>
/// The journal's text: a line <c>foray-journal 1</c>, then a line for each record: the CRC-32C of its JSON as eight lower-case hexadecimal digits,
/// a blank and the JSON.
/// </summary>
internal static class JournalFormat
{
    public const int Version = 1;

    private const string Name = "foray-journal ";
    private const int ChecksumLength = 8;
    private const int PrefixLength = ChecksumLength + 1;
    private static readonly StandardFormat Hexadecimal = new('x', ChecksumLength);

    public static byte[] Header { get; } = Encoding.ASCII.GetBytes($"{Name}{Version}\n");

    /// <summary>The line of a record.</summary>
    public static byte[] Line(ReadOnlySpan<byte> json)
    {
        var line = new byte[PrefixLength + json.Length + 1];
        Utf8Formatter.TryFormat(Crc32C.Compute(json), line, out _, Hexadecimal);
        line[ChecksumLength] = (byte)' ';
        json.CopyTo(line.AsSpan(PrefixLength));
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>The records of a journal and the length of its sound part. A torn last line, as a crash leaves it, is not part of either.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The content is no journal, damaged, or of a newer version.</exception>
    public static JournalContent Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        // A crash may have come while the first line was written.
        if (bytes.Length < Header.Length && Header.AsSpan().StartsWith(bytes.Span))
            return new JournalContent([], 0);
        CheckHeader(path, bytes.Span);
        var records = new List<ReadOnlyMemory<byte>>();
        var position = Header.Length;
        for (var line = 2; bytes.Span[position..].IndexOf((byte)'\n') is var length and >= 0; line++)
        {
            var next = position + length + 1;
            if (IsSound(bytes.Span.Slice(position, length)))
                records.Add(bytes.Slice(position + PrefixLength, length - PrefixLength));
            else if (next == bytes.Length)
                break;
            else
                throw StorageErrors.Damaged(path, line, "the checksum of a line is wrong");
            position = next;
        }

        return new JournalContent(records, position);
    }

    private static void CheckHeader(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Header))
            return;
        var end = bytes.IndexOf((byte)'\n');
        var first = Encoding.UTF8.GetString(end < 0 ? bytes[..Math.Min(bytes.Length, Header.Length)] : bytes[..end]);
        var isVersion = first.StartsWith(Name, StringComparison.Ordinal)
            && int.TryParse(first.AsSpan(Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version > Version;
        throw isVersion
            ? StorageErrors.NewerVersion(path, first[Name.Length..])
            : StorageErrors.Damaged(path, 1, "its first line is not that of a journal");
    }

    private static bool IsSound(ReadOnlySpan<byte> line)
    {
        if (line.Length < PrefixLength || line[ChecksumLength] != ' ')
            return false;
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        Utf8Formatter.TryFormat(Crc32C.Compute(line[PrefixLength..]), checksum, out _, Hexadecimal);
        return checksum.SequenceEqual(line[..ChecksumLength]);
    }
}
