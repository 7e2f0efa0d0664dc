using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Fixtures.Lab;

/// <summary>Takes every metric, and keeps none.</summary>
[Plugin("drain")]
public sealed class DrainBackend : IBackend
{
    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken) => Task.CompletedTask;
}
