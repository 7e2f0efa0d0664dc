using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;

namespace Foray.Tracking.Collecting;

/// <summary>An integration that listens for a run. Where it does not begin, fails or hangs at its end, that is told.</summary>
internal sealed class Listening : IAsyncDisposable
{
    /// <summary>Time that it has at the end of the run to report the rest.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    private readonly string _name;
    private readonly IDisposable? _attachment;
    private readonly TimeProvider _time;
    private readonly Action<Diagnostic> _tell;
    private readonly Lazy<Task> _stop;

    /// <summary>Begins to listen.</summary>
    /// <param name="run">What takes the metrics.</param>
    /// <param name="integration">What listens.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Told what fails.</param>
    public Listening(IMetricSink run, IIntegration integration, TimeProvider time, Action<Diagnostic> tell)
    {
        (_time, _tell) = (time, tell);
        _name = PluginName.Of(integration);
        _stop = new Lazy<Task>(FinishAsync);
        try
        {
            _attachment = integration.Attach(run);
        }
        catch (Exception failure)
        {
            tell(CollectingErrors.NotAttached(_name, failure.Message));
        }
    }

    /// <summary>Lets it report the rest, for a short time. Safe to repeat; throws nothing.</summary>
    public ValueTask DisposeAsync() => new(_stop.Value);

    private async Task FinishAsync()
    {
        if (_attachment is not { } attachment)
            return;
        try
        {
            await Task.Run(attachment.Dispose).WaitAsync(EndsWithin, _time);
        }
        catch (Exception failure)
        {
            _tell(CollectingErrors.NotDetached(_name, failure.Message));
        }
    }
}
