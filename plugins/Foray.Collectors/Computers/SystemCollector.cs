using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Collectors.Computers;

/// <summary>
/// Processors, memory, swap, disks, network, load and the busiest processes of a computer with Linux: this one, or a machine of the experiment.
/// What the kernel counts becomes a rate from the second measurement on; a counter that fell gives none.
/// </summary>
[Plugin("system", Description = "Processors, memory, swap, disks, network, load and the busiest processes.")]
public sealed class SystemCollector(SystemCollectorOptions options, TimeProvider time) : IMachineCollector
{
    private const string TellsNothing = "FORAY374";
    private const string Source = "system";

    private ComputerState? _before;

    /// <inheritdoc/>
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc/>
    public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = ComputerState.Read(LocalFiles.Read(options.IncludeNetwork, options.IncludeProcesses)) with
        {
            Root = DiskSpace.Of("/"),
            RunFolder = DiskSpace.Of(options.Folder ?? "."),
            PageSize = Environment.SystemPageSize,
        };
        Report(sink, state);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="DiagnosticException">The machine cannot be reached, or tells nothing about itself.</exception>
    public async ValueTask CollectAsync(IMachine machine, IMetricSink sink, CancellationToken cancellationToken)
    {
        var result = await machine.ExecuteAsync(new ExecutionRequest(MachineProgram.For(options)), cancellationToken);
        var files = KernelFiles.Parse(Encoding.UTF8.GetString(result.Output.Span));
        if (files.IsEmpty)
        {
            throw new DiagnosticException(Diagnostic.Error(
                TellsNothing, $"machine '{machine.Name}' tells nothing about its load: its shell ended with exit code {result.ExitCode}", "see that it runs Linux, and has 'head' and 'df'"));
        }

        Report(sink, ComputerState.ReadMachine(files));
    }

    private void Report(IMetricSink sink, ComputerState now)
    {
        var report = new ComputerReport(options, new Measurement(sink, Source, time.GetUtcNow()));
        report.AddLevels(now);
        if (_before is { } before && now.SecondsSince(before) is { } seconds)
            report.AddRates(before, now, seconds);
        _before = now;
    }
}
