using System.Text;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Collectors.Gpus;

/// <summary>
/// Load, memory, temperature and power of NVIDIA's GPUs, of this computer or of a machine, by <c>nvidia-smi</c>. A computer without it has nothing to measure:
/// that is logged once, and it is not asked again. A driver that fails is a degraded collector, and no failure of the run.
/// </summary>
[Plugin("gpu", Description = "Load, memory, temperature and power of NVIDIA's GPUs.")]
public sealed partial class GpuCollector(GpuCollectorOptions options, TimeProvider time, IProcesses processes, ILogger logger, IPluginHealth health) : IMachineCollector
{
    private const string Program = "nvidia-smi";
    private const int NotFound = 127;
    private const double Mebibyte = 1024 * 1024;

    /// <summary>A driver that is in trouble can let its program hang for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private bool _isMissing;
    private string? _trouble;

    /// <inheritdoc/>
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc/>
    public async ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_isMissing)
            return;
        if (processes.Find(Program) is null)
        {
            TellMissing("this computer");
            return;
        }

        var result = await processes.RunAsync(new ProcessRequest(Program, GpuState.Query) { Timeout = Patience }, cancellationToken);
        Report(sink, result.TimedOut ? $"did not answer within {Patience.TotalSeconds:0} s" : Trouble(result.ExitCode, result.Output, result.Error), result.Output);
    }

    /// <inheritdoc/>
    public async ValueTask CollectAsync(IMachine machine, IMetricSink sink, CancellationToken cancellationToken)
    {
        if (_isMissing)
            return;
        var result = await machine.ExecuteAsync(new ExecutionRequest($"{Program} {string.Join(' ', GpuState.Query.Select(ShellText.Quote))}"), cancellationToken);
        if (result.ExitCode == NotFound)
        {
            TellMissing($"machine '{machine.Name}'");
            return;
        }

        var output = Encoding.UTF8.GetString(result.Output.Span);
        Report(sink, Trouble(result.ExitCode, output, result.Error), output);
    }

    private static string? Trouble(int exitCode, string output, string error) =>
        exitCode == 0 ? null : $"ended with exit code {exitCode}: {(error.Length > 0 ? error : output).Trim().Split('\n')[0]}";

    private void Report(IMetricSink sink, string? trouble, string output)
    {
        if (trouble != _trouble)
            TellTrouble(trouble);
        var measurement = new Measurement(sink, "gpu", time.GetUtcNow());
        foreach (var gpu in trouble is null ? GpuState.Parse(output) : [])
            Add(measurement, gpu);
    }

    private static void Add(Measurement measurement, GpuState gpu)
    {
        Add("load_percent", gpu.Load, "percent");
        Add("memory_used", gpu.MemoryUsed * Mebibyte, "bytes");
        Add("memory_total", gpu.MemoryTotal * Mebibyte, "bytes");
        Add("memory_percent", gpu.MemoryTotal > 0 ? 100 * gpu.MemoryUsed / gpu.MemoryTotal : null, "percent");
        Add("temperature", gpu.Temperature, "celsius");
        Add("power", gpu.Power, "W");

        void Add(string name, double? value, string unit) => measurement.Add($"gpu/{gpu.Index}/{name}", value, unit, ("gpu", gpu.Index), ("device", gpu.Name));
    }

    private void TellMissing(string where)
    {
        _isMissing = true;
        Missing(logger, where);
    }

    private void TellTrouble(string? trouble)
    {
        _trouble = trouble;
        if (trouble is null)
            health.ReportRecovered();
        else
            health.ReportDegraded($"nvidia-smi {trouble}");
    }

    [LoggerMessage(LogLevel.Information, "no GPU is measured: {Where} has no nvidia-smi")]
    private static partial void Missing(ILogger logger, string where);
}
