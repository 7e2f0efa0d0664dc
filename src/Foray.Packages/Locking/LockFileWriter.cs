using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foray.Packages.Locking;

/// <summary>Writes lock files: the same packages always give the same bytes.</summary>
internal static class LockFileWriter
{
    public const int Format = 1;

    /// <summary>Bytes with which all lock files of this format begin.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\n  \"format\": 1,\n  \"packages\": {"u8;

    // Hashes in base64 keep their '+'.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(LockFile file)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            writer.WriteStartObject("packages");
            foreach (var package in file.Packages)
                Write(package, writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Write(LockedPackage package, Utf8JsonWriter writer)
    {
        writer.WriteStartObject(package.Id);
        writer.WriteString("version", package.Version);
        writer.WriteString("content_hash", package.ContentHash);
        writer.WriteString("files_hash", package.FilesHash);
        writer.WriteString("source", package.Source);
        writer.WriteBoolean("direct", package.IsDirect);
        if (package.Range is not null)
            writer.WriteString("range", package.Range);
        writer.WriteStartObject("required_by");
        foreach (var (id, range) in package.RequiredBy.OrderBy(requirer => requirer.Key, StringComparer.Ordinal))
            writer.WriteString(id, range);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
