using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Integrations.Meters;

/// <summary>
/// What the program measures with <c>System.Diagnostics.Metrics</c> becomes metrics of the run; its code needs nothing of Foray's.
/// What was measured since the last report is reported when the listening ends.
/// </summary>
[Plugin("meters", Description = "What the program measures with System.Diagnostics.Metrics.")]
public sealed class MetersIntegration(MetersIntegrationOptions options, TimeProvider time, ILogger logger) : IIntegration
{
    /// <inheritdoc/>
    public IDisposable Attach(IMetricSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var log = new MetricLog(sink, "meters", time, logger);
        var reader = new MeterReader(options.Meters, time, logger);
        return new Rounds(time, options.Interval, () => reader.ReportTo(log), reader.Dispose);
    }
}
