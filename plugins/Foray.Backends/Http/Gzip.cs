using System.IO.Compression;

namespace Foray.Backends.Http;

/// <summary>Bodies of requests, compressed.</summary>
internal static class Gzip
{
    /// <summary>A body with <c>Content-Encoding: gzip</c>.</summary>
    public static ByteArrayContent Content(ReadOnlySpan<byte> bytes, string mediaType)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
