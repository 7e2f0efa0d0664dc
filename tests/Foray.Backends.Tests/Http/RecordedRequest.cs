using System.IO.Compression;
using System.Text;

namespace Foray.Backends.Tests.Http;

/// <summary>A request as it came.</summary>
internal sealed record RecordedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The body, unpacked where it is packed.</summary>
    public byte[] Content
    {
        get
        {
            if (Headers.GetValueOrDefault("Content-Encoding") != "gzip")
                return Body;
            using var gzip = new GZipStream(new MemoryStream(Body), CompressionMode.Decompress);
            var content = new MemoryStream();
            gzip.CopyTo(content);
            return content.ToArray();
        }
    }

    public string Text => Encoding.UTF8.GetString(Content);
}
