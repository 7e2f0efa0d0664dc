namespace Foray.Sdk.Tracking;

/// <summary>Takes what is measured. Members may be called from several threads at once and never wait for a backend.</summary>
public interface IMetricSink
{
    /// <summary>Id of the run that the metrics belong to.</summary>
    string Run { get; }

    /// <summary>Takes a metric; when this returns, it is kept.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">It cannot be kept, for example because the disk is full.</exception>
    void Log(Metric metric);
}
