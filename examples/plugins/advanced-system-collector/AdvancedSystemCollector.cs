using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Example.SystemCollector;

/// <summary>
/// Processor, memory, swap, disk, network, and the busiest processes of a Linux computer. What the kernel counts (time, bytes) is reported as a rate: the difference
/// to the last measurement, divided by the time that has really passed. The first measurement after the start has none to compare with, and reports no rates.
/// </summary>
[Plugin("advanced-system", Description = "Processor, memory, swap, disk, network and the busiest processes.")]
public sealed class AdvancedSystemCollector(SystemOptions options, TimeProvider time) : ICollector
{
    private const string NoProc = "SYSTEM001";

    private Snapshot? _last;
    private long _lastTimestamp;

    /// <inheritdoc/>
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc/>
    public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var report = new MetricReport(sink, time.GetUtcNow());
        var timestamp = time.GetTimestamp();
        var now = Read();
        ReportLevels(report, now);
        if (_last is { } last && time.GetElapsedTime(_lastTimestamp, timestamp) is var elapsed && elapsed > TimeSpan.Zero)
            ReportRates(report, last, now, elapsed.TotalSeconds);
        (_last, _lastTimestamp) = (now, timestamp);
        return ValueTask.CompletedTask;
    }

    private Snapshot Read()
    {
        try
        {
            var proc = new ProcFolder(options.ProcFolder);
            return new Snapshot(proc.ReadProcessor(), proc.ReadMemory(), proc.ReadDisks(), options.IncludeNetwork ? proc.ReadNetwork() : default,
                options.IncludeProcesses ? proc.ReadProcesses() : []);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(NoProc, $"'{options.ProcFolder}' cannot be read: {error.Message}", "use this collector on Linux, and give 'proc_folder' where /proc is elsewhere"), error);
        }
    }

    private void ReportLevels(MetricReport report, Snapshot now)
    {
        var memory = now.Memory;
        report.Add("cpu_count", Environment.ProcessorCount);
        report.Add("memory_total_bytes", memory.Total);
        report.Add("memory_available_bytes", memory.Available);
        report.AddPercent("memory_percent", memory.Total - memory.Available, memory.Total);
        report.Add("swap_total_bytes", memory.SwapTotal);
        report.Add("swap_used_bytes", memory.SwapTotal - memory.SwapFree);
        report.AddPercent("swap_percent", memory.SwapTotal - memory.SwapFree, memory.SwapTotal);
        var disk = new DriveInfo(options.Disk);
        report.Add("disk_total_bytes", disk.TotalSize);
        report.Add("disk_used_bytes", disk.TotalSize - disk.TotalFreeSpace);
        report.AddPercent("disk_percent", disk.TotalSize - disk.TotalFreeSpace, disk.TotalSize);
    }

    private void ReportRates(MetricReport report, Snapshot last, Snapshot now, double seconds)
    {
        report.AddPercent("cpu_percent", now.Processor.Busy - last.Processor.Busy, now.Processor.Total - last.Processor.Total);
        report.AddRate("disk_read_bytes_per_s", now.Disks.Read - last.Disks.Read, seconds);
        report.AddRate("disk_written_bytes_per_s", now.Disks.Written - last.Disks.Written, seconds);
        if (options.IncludeNetwork)
        {
            report.AddRate("network_received_bytes_per_s", now.Network.Received - last.Network.Received, seconds);
            report.AddRate("network_sent_bytes_per_s", now.Network.Sent - last.Network.Sent, seconds);
        }

        foreach (var (process, share) in ProcessRanking.Busiest(last.Processes, now.Processes, seconds, options.ProcessLimit))
            report.Add("process_cpu_percent", share, process);
    }
}
