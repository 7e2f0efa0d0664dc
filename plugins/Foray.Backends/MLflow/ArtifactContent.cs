using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foray.Sdk.Tracking;

namespace Foray.Backends.MLflow;

/// <summary>The content of a metric that becomes a file: it is in the metric, or in a file that its tag <c>location</c> names.</summary>
internal static class ArtifactContent
{
    private const string Location = "location";
    private const string Hash = "sha256";
    private const string Size = "size";

    /// <summary>Why there is no content; null where there is.</summary>
    public static string? FindObstacle(Metric metric)
    {
        if (!IsElsewhere(metric))
            return null;
        if (!metric.Tags.TryGetValue(Location, out var file) || !File.Exists(file))
            return "its content is kept by the store alone: 'foray runs sync' sends it";
        try
        {
            using var content = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(content)) == HashOf(metric) ? null : "its file was changed after it was logged: 'foray runs sync' sends what the store has";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"its file cannot be read: {exception.Message}";
        }
    }

    /// <summary>Opens the content.</summary>
    public static Stream Open(Metric metric) => IsElsewhere(metric) ? File.OpenRead(metric.Tags[Location]) : new MemoryStream(BytesOf(metric), writable: false);

    /// <summary>Length in bytes.</summary>
    public static long SizeOf(Metric metric) => IsElsewhere(metric) ? long.Parse(metric.Tags[Size], CultureInfo.InvariantCulture) : BytesOf(metric).Length;

    /// <summary>SHA-256, as 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(Metric metric) => IsElsewhere(metric) ? metric.Tags[Hash] : Convert.ToHexStringLower(SHA256.HashData(BytesOf(metric)));

    private static bool IsElsewhere(Metric metric) => metric is { Type: MetricType.Artifact, Content.IsEmpty: true } && metric.Tags.ContainsKey(Hash) && metric.Tags.GetValueOrDefault(Size) is not (null or "0");

    private static byte[] BytesOf(Metric metric) =>
        metric.Type is MetricType.Text or MetricType.Figure && metric.Content.IsEmpty ? Encoding.UTF8.GetBytes(metric.Text ?? "") : metric.Content.ToArray();
}
