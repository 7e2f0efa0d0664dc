using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Fixtures.Alarm;

/// <summary>Collects alarms.</summary>
[Plugin("alarm")]
public sealed class AlarmCollector(AlarmOptions options) : ICollector
{
    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromSeconds(options.Loudness);

    /// <inheritdoc/>
    public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
