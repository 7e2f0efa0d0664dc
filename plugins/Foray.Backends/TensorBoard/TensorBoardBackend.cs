using Foray.Backends.Protobuf;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Backends.TensorBoard;

/// <summary>Event files that TensorBoard reads, a folder for each run.</summary>
[Plugin(Kind)]
public sealed class TensorBoardBackend(TensorBoardOptions options, ILogger logger, TimeProvider time) : IBackend, IRefusesMetrics, IPluginLifecycle
{
    /// <summary>The plugin's name.</summary>
    internal const string Kind = "tensorboard";

    private readonly Dictionary<string, EventFile> _files = [];
    private readonly Refusals _refusals = new(Kind, logger);

    /// <inheritdoc/>
    public IReadOnlyList<RefusedMetrics> Refused => _refusals.Latest;

    /// <inheritdoc/>
    public bool Accepts(MetricType type) =>
        type is MetricType.Scalar or MetricType.System or MetricType.Text or MetricType.Parameter or MetricType.Tag or MetricType.Histogram or MetricType.Image;

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _refusals.Clear();
        foreach (var ofRun in batch.GroupBy(metric => metric.Run))
        {
            try
            {
                Write(ofRun.Key, ofRun);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw BackendErrors.UnwritableFile(Kind, FolderOf(ofRun.Key), error);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken)
    {
        Close(run.Id);
        _refusals.Forget(run.Id);
        return Task.CompletedTask;
    }

    /// <summary>Folder of the run's event files.</summary>
    public string? FindRemoteId(string run) => FolderOf(run) is var folder && Directory.Exists(folder) ? folder : null;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var run in _files.Keys.ToList())
            Close(run);
        return Task.CompletedTask;
    }

    private string FolderOf(string run) => Path.GetFullPath(Path.Combine(options.Folder, run));

    private void Write(string run, IEnumerable<Metric> metrics)
    {
        if (!_files.TryGetValue(run, out var file))
            _files[run] = file = EventFile.Create(FolderOf(run), time.GetUtcNow());
        file.Write(metrics.Where(IsFitting).Select(EventOf));
    }

    private bool IsFitting(Metric metric)
    {
        if (SummaryValue.FindObstacle(metric) is not { } obstacle)
            return true;
        _refusals.Add(metric, obstacle);
        return false;
    }

    /// <summary>TensorBoard wants a step of everything: where there is none, the position among all that the run reported stands for it.</summary>
    private static ProtobufMessage EventOf(Metric metric) => new ProtobufMessage()
        .Double(1, metric.UnixNanoseconds / 1e9)
        .Integer(2, metric.Step ?? metric.Sequence)
        .Message(5, new ProtobufMessage().Message(1, SummaryValue.Of(metric)));

    private void Close(string run)
    {
        if (_files.Remove(run, out var file))
            file.Dispose();
    }
}
