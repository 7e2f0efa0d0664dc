using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Example.CustomBackend;

/// <summary>
/// Metrics as lines of JSON, to a file or to a server. A batch that the host hands over again is there twice: the delivery is at least once. The host keeps
/// what was not delivered and tries again, so nothing is kept or repeated here.
/// </summary>
[Plugin("line-server", Description = "Metrics as lines of JSON, to a file or an HTTP endpoint.")]
public sealed class LineServerBackend(LineServerOptions options, ILogger logger, IPluginHealth health) : IBackend, IPluginLifecycle
{
    private ILineTarget? _target;
    private bool _isDegraded;

    /// <inheritdoc/>
    public bool Accepts(MetricType type) => type is MetricType.Scalar or MetricType.System or MetricType.Parameter or MetricType.Text;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        _target = options.Url is { } url ? HttpTarget.Open(url, options) : FileTarget.Open(options.File!);
        logger.LogInformation("metrics of '{Project}' go to {Target}", options.Project, _target);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        var target = _target ?? throw new InvalidOperationException("the backend is not started");
        try
        {
            foreach (var part in batch.Chunk(options.BatchSize))
                await target.WriteAsync(MetricLines.Write(part, options.Project), cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            _isDegraded = true;
            health.ReportDegraded($"{target} takes no metrics: {error.Message}");
            throw;
        }

        logger.LogDebug("{Count} metrics are delivered", batch.Count);
        if (_isDegraded)
            health.ReportRecovered();
        _isDegraded = false;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Every write waits until its lines have arrived, so that nothing is left to deliver.
        if (_target is { } target)
            await target.DisposeAsync();
        _target = null;
    }
}
