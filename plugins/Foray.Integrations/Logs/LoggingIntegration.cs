using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Integrations.Logs;

/// <summary>
/// Numbers that the program logs with <c>Microsoft.Extensions.Logging</c> become metrics of the run: those that the options name, and no others.
/// It listens to the library's event source, so that the program's code needs nothing of Foray's.
/// </summary>
[Plugin("logging", Description = "Chosen numbers that the program logs with Microsoft.Extensions.Logging.")]
public sealed class LoggingIntegration(LoggingIntegrationOptions options, TimeProvider time, ILogger logger) : IIntegration
{
    /// <inheritdoc/>
    public IDisposable Attach(IMetricSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return new LogListener(new LogEntryValues(options), new MetricLog(sink, "logging", time, logger));
    }
}
