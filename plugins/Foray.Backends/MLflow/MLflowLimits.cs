using System.Globalization;
using System.Text;
using Foray.Sdk.Tracking;

namespace Foray.Backends.MLflow;

/// <summary>What MLflow takes (mlflow.org/docs/latest/rest-api.html, and mlflow/utils/validation.py).</summary>
internal static class MLflowLimits
{
    public const int Items = 1000;
    public const int Parameters = 100;
    public const int Tags = 100;

    /// <summary>Bytes of the items of a request: a megabyte, with room for what is around them.</summary>
    public const int RequestBytes = 1_000_000 - 1000;

    /// <summary>Points that are asked for at once: their JSON stays below the 4 MiB that an answer may have.</summary>
    public const int PointsOfPage = 10_000;

    private const int KeyLength = 250;
    private const int ParameterLength = 6000;
    private const int TagLength = 5000;

    /// <summary>Why MLflow does not take a metric; null where it does.</summary>
    public static string? FindObstacle(Metric metric)
    {
        if (LogBatch.Takes(metric.Type) && (metric.Name.Length is 0 or > KeyLength || !metric.Name.EnumerateRunes().All(IsAllowed)))
            return $"MLflow's names have 1 to {KeyLength} characters: letters, digits, and any of _ / . - or a blank";
        if (!IsPlain(metric.Name))
            return "MLflow takes no name that is not plain as a path: no '..', no '/' at an end or twice";
        return metric.Type switch
        {
            MetricType.Tag when MLflowTags.IsOwn(metric) => $"the tag '{metric.Name}' is one that tells which run it is there",
            MetricType.Parameter when ValueOf(metric).Length > ParameterLength => $"MLflow's parameters have at most {ParameterLength} characters",
            MetricType.Tag when ValueOf(metric).Length > TagLength => $"MLflow's tags have at most {TagLength} characters",
            _ => null,
        };
    }

    /// <summary>The value of a parameter or a tag as text.</summary>
    public static string ValueOf(Metric metric) => metric.Text ?? metric.Number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static bool IsAllowed(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '/' or '.' or '-' or ' ';

    private static bool IsPlain(string name) => name.Split('/').All(part => part.Length > 0 && part is not "." and not "..");
}
