using System.Globalization;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Microsoft.Extensions.Logging;

namespace Acme.Plugin;

/// <summary>Repeats a command on machines: a case for each time, a row for each machine.</summary>
[Plugin("acme-plugin", Description = "Repeats a command on machines and reports its metrics.")]
public sealed class RepeatExperiment(RepeatOptions options, TimeProvider time) : IExperiment
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IReadOnlyList<CasePlan> Plan(IPlanContext context)
    {
        var machines = context.Select(options.Labels).Select(machine => machine.Name).ToList();
        return [.. Enumerable.Range(1, options.Times).Select(number => new CasePlan($"run-{number.ToString(CultureInfo.InvariantCulture)}", machines)
        {
            // A case whose content is the same is not run again; what it is called is part of it by itself.
            ContentFor = _ => options.Script,
        })];
    }

    /// <inheritdoc/>
    public async Task RunAsync(IExperimentRun run, CancellationToken cancellationToken)
    {
        foreach (var rows in run.Cases.Select(work => work.Rows))
            await Task.WhenAll(rows.Select(row => RunAsync(run, row, row.Machine!, cancellationToken)));
    }

    private async Task RunAsync(IExperimentRun run, IRow row, IMachine machine, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        run.Begin(row, machine);
        run.Logger.LogDebug("'{Case}' begins on '{Machine}'", row.Case.Name, machine.Name);
        var started = time.GetUtcNow();
        var outcome = await RunScriptAsync(run, row, machine, cancellationToken);
        run.End(row, outcome with { Started = started, Elapsed = time.GetUtcNow() - started, Attempts = row.Attempt });
    }

    private async Task<RowOutcome> RunScriptAsync(IExperimentRun run, IRow row, IMachine machine, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);

        // The id is the row's: a run that was interrupted finds its script again.
        var command = new CommandSpec($"{row.Id}/script", options.Script) { WorkingFolder = row.Id, Environment = run.Variables };
        CommandHandle? handle = null;
        try
        {
            handle = await machine.StartAsync(command, either.Token);
            var end = await machine.WaitAsync(handle, either.Token);
            await machine.CollectAsync(handle, row.Folder, cancellationToken);
            var outcome = Outcome(end, row.Folder);
            await machine.RemoveAsync(row.Id, cancellationToken);
            return outcome;
        }
        catch (OperationCanceledException)
        {
            await StopAsync(machine, handle, row);
            return cancellationToken.IsCancellationRequested
                ? new RowOutcome(RowStatus.Interrupted) { Message = "the run was interrupted" }
                : new RowOutcome(RowStatus.TimedOut) { Message = $"timed out after {Duration.Format(options.Timeout)}" };
        }
    }

    private static async Task StopAsync(IMachine machine, CommandHandle? handle, IRow row)
    {
        if (handle is not null)
        {
            await machine.StopAsync(handle, Grace, CancellationToken.None);
            await machine.CollectAsync(handle, row.Folder, CancellationToken.None);
        }

        await machine.RemoveAsync(row.Id, CancellationToken.None);
    }

    private static RowOutcome Outcome(CommandEnd end, string folder)
    {
        var file = Path.Combine(folder, "metrics");
        var points = MetricsFile.Read(File.Exists(file) ? File.ReadAllText(file) : "", out _);
        return new RowOutcome(end.ExitCode == 0 ? RowStatus.Passed : RowStatus.Failed)
        {
            ExitCode = end.ExitCode,
            Message = end.ExitCode == 0 ? null : $"failed with exit code {end.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}",
            Metrics = points.GroupBy(point => point.Name).ToDictionary(group => group.Key, group => group.Last().Value),
        };
    }
}
