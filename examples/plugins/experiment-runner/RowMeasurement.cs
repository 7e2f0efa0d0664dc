using System.Globalization;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Example.Benchmark;

/// <summary>Runs one command as often as it takes, within its time.</summary>
internal sealed class RowMeasurement(BenchmarkOptions options, TimeProvider time)
{
    public async Task<RowOutcome> RunAsync(Repetition work, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var seconds = new List<double>();
        try
        {
            for (var number = 1; number <= options.WarmUp + options.Repetitions; number++)
            {
                var end = await work.RunAsync(number, either.Token);
                if (end.ExitCode != 0)
                    return Failed(number, end, seconds);
                if (number > options.WarmUp)
                    seconds.Add(end.Elapsed.TotalSeconds);
            }

            return new RowOutcome(RowStatus.Passed) { ExitCode = 0, Metrics = Statistics.Of(seconds) };
        }
        catch (OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested
                ? new RowOutcome(RowStatus.Interrupted) { Message = "the run was interrupted", Metrics = Statistics.Of(seconds) }
                : new RowOutcome(RowStatus.TimedOut) { Message = $"timed out after {Duration.Format(options.Timeout)}, measured {seconds.Count} times", Metrics = Statistics.Of(seconds) };
        }
        finally
        {
            await work.RemoveAsync();
        }
    }

    private static RowOutcome Failed(int number, CommandEnd end, List<double> seconds) => new(RowStatus.Failed)
    {
        ExitCode = end.ExitCode,
        Message = string.Create(CultureInfo.InvariantCulture, $"execution {number} ended with {(end.ExitCode is { } code ? $"exit code {code}" : "no exit code")}"),
        Metrics = Statistics.Of(seconds),
    };
}
