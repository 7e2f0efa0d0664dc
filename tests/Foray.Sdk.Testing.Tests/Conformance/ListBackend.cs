using System.Text;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Keeps metrics in a list, as it should be done but for one fault.</summary>
internal sealed class ListBackend(BackendFault fault) : IBackend, IRefusesMetrics, IPluginLifecycle
{
    private static readonly List<Metric> Shared = [];
    private readonly List<Metric> _own = [];
    private readonly List<Metric> _held = [];
    private readonly List<RefusedMetrics> _refused = [];
    private int _questions;
    private int _begins;

    public List<Metric> Delivered => fault == BackendFault.SharesItsTarget ? Shared : _own;

    public BackendDelivery Delivery => fault switch
    {
        BackendFault.DeclaresByMood => _questions++ % 2 == 0 ? BackendDelivery.AtLeastOnce : BackendDelivery.Resumable,
        BackendFault.ClaimsToReplace => BackendDelivery.Idempotent,
        BackendFault.ClaimsToResume => BackendDelivery.Resumable,
        _ => BackendDelivery.AtLeastOnce,
    };

    public IReadOnlyList<RefusedMetrics> Refused => _refused;

    public Task BeginAsync(RunStart run, CancellationToken cancellationToken) =>
        fault == BackendFault.RefusesASecondBegin && _begins++ > 0 ? throw new InvalidOperationException("there already") : Task.CompletedTask;

    public Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken)
    {
        if (fault == BackendFault.ForgetsAtTheEnd)
            Delivered.Clear();
        return Task.CompletedTask;
    }

    public bool Accepts(MetricType type) => fault switch
    {
        BackendFault.AcceptsNothing => false,
        BackendFault.AcceptsByMood => type == MetricType.Scalar || (type == MetricType.Text && _questions++ % 2 == 0),
        _ => type is MetricType.Scalar or MetricType.Text,
    };

    public async Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        if (fault == BackendFault.IgnoresTheToken && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (fault == BackendFault.RefusesWhatItAccepts && batch[0].Type == MetricType.Text)
            throw new NotSupportedException("no text");
        if (fault == BackendFault.RefusesNaN && batch.Any(metric => metric.Number is { } number && double.IsNaN(number)))
            throw new ArgumentException("not a number");
        if (fault == BackendFault.RefusesHalfPairs)
            _ = batch.Select(metric => new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(metric.Name)).Sum();
        if (fault == BackendFault.RepeatsItsRefusals && batch.Any(metric => metric.Number is { } number && double.IsNaN(number)))
            _refused.Add(new RefusedMetrics(batch[0].Run, 1, "not a number"));
        (fault == BackendFault.Buffers ? _held : Delivered).AddRange(batch);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Delivered.AddRange(_held);
        _held.Clear();
        if (fault == BackendFault.ForgetsAtTheStop)
            Delivered.Clear();
        return Task.CompletedTask;
    }
}
