using System.Globalization;
using Foray.Sdk.Tracking;

namespace Foray.Backends.MLflow;

/// <summary>Where among a run's artifacts the content of a metric lies.</summary>
internal static class ArtifactPath
{
    /// <summary>An artifact's own path; for others a folder of their type and name, and a file of their nanosecond, so that one that comes again replaces itself.</summary>
    public static string Of(Metric metric)
    {
        if (metric.Type == MetricType.Artifact)
            return metric.Name;
        var (folder, extension) = metric.Type switch
        {
            MetricType.Image => ("images", Extension(metric.MediaType, "bin")),
            MetricType.Figure => ("figures", Extension(metric.MediaType, "json")),
            _ => ("texts", Extension(metric.MediaType, "txt")),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{folder}/{metric.Name}/{metric.UnixNanoseconds}.{extension}");
    }

    private static string Extension(string? mediaType, string otherwise) => mediaType switch
    {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/svg+xml" => "svg",
        "application/json" => "json",
        "text/html" => "html",
        "text/markdown" => "md",
        _ => otherwise,
    };
}
