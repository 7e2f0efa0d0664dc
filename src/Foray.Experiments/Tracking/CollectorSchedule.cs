using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>Has collectors measure, each at its own interval and never twice at once. One that fails is told once, and measures again.</summary>
internal sealed class CollectorSchedule(IMetricSink run, TimeProvider time, Action<Diagnostic> report)
{
    /// <summary>Works until it is cancelled.</summary>
    public Task RunAsync(IReadOnlyList<PlannedCollector> collectors, CancellationToken cancellationToken) =>
        Task.WhenAll(collectors.Select(collector => Task.Run(() => RunAsync(collector, cancellationToken), CancellationToken.None)));

    private async Task RunAsync(PlannedCollector collector, CancellationToken cancellationToken)
    {
        var sink = new CollectorSink(run, collector);
        var told = false;
        try
        {
            if (collector.Collector is IPluginLifecycle lifecycle)
                await lifecycle.StartAsync(cancellationToken);
            while (true)
            {
                if (await FailureOfAsync(collector, sink, cancellationToken) is { } failure && !told)
                {
                    told = true;
                    report(failure);
                }

                if (collector.Collector.Interval <= TimeSpan.Zero)
                    break;
                await Task.Delay(collector.Collector.Interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (Exception failure)
        {
            report(Failure(collector, failure));
        }
        finally
        {
            await StopAsync(collector);
        }
    }

    private static async Task<Diagnostic?> FailureOfAsync(PlannedCollector collector, CollectorSink sink, CancellationToken cancellationToken)
    {
        try
        {
            await collector.CollectAsync(sink, cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Failure(collector, failure);
        }
    }

    private static async Task StopAsync(PlannedCollector collector)
    {
        try
        {
            if (collector.Collector is IPluginLifecycle lifecycle)
                await lifecycle.StopAsync(new CancellationToken(canceled: true));
        }
        catch (Exception)
        {
            // It has measured, and is not needed any more.
        }
    }

    private static Diagnostic Failure(PlannedCollector collector, Exception failure)
    {
        var where = collector.Machine is { } machine ? $" of machine '{machine.Name}'" : "";
        return Diagnostic.Warning(ExperimentCodes.NotTracked, $"collector '{collector.Name}'{where} did not measure: {failure.Message}", "the run goes on, and it tries again at its next turn");
    }
}
