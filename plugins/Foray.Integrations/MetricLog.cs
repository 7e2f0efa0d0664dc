using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Integrations;

/// <summary>Logs numbers to a sink, on threads of other people: whatever the sink throws ends here. It is told once, and again after a number that was kept.</summary>
internal sealed partial class MetricLog(IMetricSink sink, string source, TimeProvider time, ILogger logger)
{
    private int _failures;

    /// <summary>Logs a number of now.</summary>
    public void Add(string name, double number, IReadOnlyDictionary<string, string> tags)
    {
        try
        {
            sink.Log(new Metric(sink.Run, name, MetricType.Scalar, time.GetUtcNow()) { Source = source, Number = number, Tags = tags });
            Volatile.Write(ref _failures, 0);
        }
        catch (Exception error)
        {
            if (Interlocked.Increment(ref _failures) == 1)
                NotKept(logger, name, error);
        }
    }

    [LoggerMessage(LogLevel.Warning, "a value of '{MetricName}' was not kept; others that follow may be missing too")]
    private static partial void NotKept(ILogger logger, string metricName, Exception error);
}
