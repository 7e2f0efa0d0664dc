using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Example.Benchmark;

/// <summary>Measures how long commands take: each again and again, one after the other, on every machine; median, mean and spread become metrics.</summary>
[Plugin("benchmark", Description = "Measures how long commands take: median, mean and spread.")]
public sealed class BenchmarkExperiment(BenchmarkOptions options, TimeProvider time) : IExperiment
{
    /// <inheritdoc/>
    public IReadOnlyList<CasePlan> Plan(IPlanContext context)
    {
        var machines = context.Select(options.Labels).Select(machine => machine.Name).ToList();
        return [.. options.Commands.Select(command => new CasePlan(command.Key, machines)
        {
            ContentFor = _ => $"{options.WarmUp}+{options.Repetitions} {JsonEncodedText.Encode(command.Value)}",
        })];
    }

    /// <inheritdoc/>
    public async Task RunAsync(IExperimentRun run, CancellationToken cancellationToken)
    {
        // One command at a time on a machine, because two would measure each other.
        foreach (var work in run.Cases)
            await Task.WhenAll(work.Rows.Select(row => RunAsync(run, row, row.Machine!, cancellationToken)));
    }

    private async Task RunAsync(IExperimentRun run, IRow row, IMachine machine, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        run.Begin(row, machine);
        var started = time.GetUtcNow();
        var outcome = await MeasureAsync(run, row, machine, cancellationToken);
        run.End(row, outcome with { Started = started, Elapsed = time.GetUtcNow() - started, Attempts = row.Attempt });
    }

    private async Task<RowOutcome> MeasureAsync(IExperimentRun run, IRow row, IMachine machine, CancellationToken cancellationToken)
    {
        var work = new Repetition(row, machine, options.Commands[row.Case.Name], run.Variables);
        try
        {
            return await new RowMeasurement(options, time).RunAsync(work, cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            return new RowOutcome(RowStatus.Failed) { Message = failure.Diagnostics[0].Message };
        }
    }
}
