using Foray.Integrations.Meters;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Integrations.Runtimes;

/// <summary>
/// What a program with .NET measures of itself: its runtime's meter, or others. Another process is asked by EventPipe, as <c>dotnet-counters</c> does, and need not know of it.
/// The first measurement begins the listening. A process that is not there, or ends, degrades the collector, which is told once; the run goes on.
/// </summary>
[Plugin("dotnet", Description = "The .NET runtime and other meters of this process, or of another one.")]
public sealed class DotnetCollector(DotnetCollectorOptions options, TimeProvider time, ILogger logger, IPluginHealth health) : ICollector, IPluginLifecycle
{
    private const string Source = "dotnet";

    private readonly bool _isOther = options.Pid is not null || options.ProcessName is not null;
    private MeterReader? _reader;
    private MeterSession? _session;
    private bool _isOver;
    private string? _trouble;

    /// <inheritdoc/>
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc/>
    public async ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var log = new MetricLog(sink, Source, time, logger);
        if (_isOther)
        {
            await CollectOtherAsync(log, cancellationToken);
            return;
        }

        _reader ??= new MeterReader(options.Meters, time, logger);
        _reader.ReportTo(log);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _reader?.Dispose();
        _reader = null;
        if (_session is { } session)
            await session.EndAsync(cancellationToken);
        _session = null;
    }

    private async ValueTask CollectOtherAsync(MetricLog log, CancellationToken cancellationToken)
    {
        if (_isOver)
            return;
        if (_session is { } session)
        {
            foreach (var value in session.Take())
                log.Add(value.Name, value.Number, value.Tags);
            if (!session.HasEnded)
                return;
            _session = null;
            await session.EndAsync(cancellationToken);
            Tell($"process {session.Pid} has ended");
            // Its id may pass to a stranger; of a name there may be another one.
            _isOver = options.Pid is not null;
            return;
        }

        try
        {
            if (DotnetProcesses.Find(options) is { } pid)
                _session = await MeterSession.StartAsync(pid, options, cancellationToken);
            Tell(_session is null ? $"there is no process with .NET of the name '{options.ProcessName}'" : null);
        }
        catch (MeterSessionException error)
        {
            Tell(error.Message);
        }
    }

    // A process that has ended stays the reason until there is another one.
    private void Tell(string? trouble)
    {
        if (trouble is not null && _trouble is null)
            health.ReportDegraded(trouble);
        if (trouble is null && _trouble is not null)
            health.ReportRecovered();
        _trouble = trouble;
    }
}
