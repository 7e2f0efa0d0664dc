using Foray.Sdk.Tracking;

namespace Foray.Backends.MLflow;

/// <summary>Tags that say which run a run of a server is. They are set where it is made, and never by what a run reports.</summary>
internal static class MLflowTags
{
    /// <summary>Our id of the run, by which it is found again.</summary>
    public const string Run = "foray.run";

    /// <summary>Its name.</summary>
    public const string Name = "mlflow.runName";

    /// <summary>Id there of the run that it is a part of.</summary>
    public const string Parent = "mlflow.parentRunId";

    /// <summary>True for a metric that would set one of them.</summary>
    public static bool IsOwn(Metric metric) => metric is { Type: MetricType.Tag, Name: Run or Name or Parent };
}
