using System.Security.Cryptography;
using System.Text;
using Foray.Sdk.Tracking;

namespace Foray.Backends.MLflow;

/// <summary>The bytes of a metric that becomes an artifact. A tracker hands over files by where they are and by their hash, and not their content.</summary>
internal static class MetricContent
{
    private const string Location = "location";
    private const string Hash = "sha256";
    private const string Size = "size";

    /// <summary>Why there are no bytes to send; null where there are.</summary>
    public static string? FindObstacle(Metric metric)
    {
        if (!IsElsewhere(metric))
            return null;
        if (!metric.Tags.TryGetValue(Location, out var file))
            return "its content is in the tracker's store alone";
        try
        {
            using var content = File.OpenRead(file);
            return !metric.Tags.TryGetValue(Hash, out var hash) || Convert.ToHexStringLower(SHA256.HashData(content)) == hash ? null : "its file has been changed since";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "its file cannot be read any more";
        }
    }

    /// <summary>The bytes as the content of a request.</summary>
    public static HttpContent Open(Metric metric) =>
        IsElsewhere(metric) ? new StreamContent(File.OpenRead(metric.Tags[Location]))
        : metric.Type is MetricType.Text or MetricType.Figure && metric.Content.IsEmpty ? new ByteArrayContent(Encoding.UTF8.GetBytes(metric.Text ?? ""))
        : new ReadOnlyMemoryContent(metric.Content);

    private static bool IsElsewhere(Metric metric) =>
        metric.Type == MetricType.Artifact && metric.Content.IsEmpty && metric.Tags.TryGetValue(Size, out var size) && size != "0";
}
