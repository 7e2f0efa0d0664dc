using Example.SystemCollector;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;

namespace Example.Tests;

public sealed class SystemCollectorTests
{
    [Fact]
    public Task It_keeps_the_contract()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "this collector reads /proc");
        return Contracts.KeepAsync(
            PluginConformance.Checks(new PluginSubject(typeof(AdvancedSystemCollector))),
            CollectorConformance.Checks(new CollectorSubject(host => PluginUnderTest.Create<AdvancedSystemCollector>(new { IncludeProcesses = true }, host))));
    }

    [Fact]
    public async Task Rates_are_differences_over_the_time_that_has_passed()
    {
        using var host = new FakeHost();
        WriteProc(host.Folder, busy: 1000, idle: 3000, sectors: 100, bytes: 5000, ticks: 50);
        var collector = PluginUnderTest.Create<AdvancedSystemCollector>(new { ProcFolder = host.Folder, IncludeProcesses = true, ProcessLimit = 1 }, host);
        var first = await CollectAsync(collector);

        host.Clock.Advance(TimeSpan.FromSeconds(4));
        WriteProc(host.Folder, busy: 1100, idle: 3300, sectors: 300, bytes: 9000, ticks: 250);
        var second = await CollectAsync(collector);

        Assert.DoesNotContain("system/cpu_percent", first.Keys);
        Assert.DoesNotContain(first.Keys, name => name.EndsWith("_per_s", StringComparison.Ordinal));
        Assert.Equal(25, second["system/cpu_percent"]);
        Assert.Equal(200 * 512 / 4.0, second["system/disk_read_bytes_per_s"]);
        Assert.Equal(2 * 200 * 512 / 4.0, second["system/disk_written_bytes_per_s"]);
        Assert.Equal(1000, second["system/network_received_bytes_per_s"]);
        Assert.Equal(2000, second["system/network_sent_bytes_per_s"]);
        Assert.Equal(50, second["system/process_cpu_percent"]); // 2 s of processor time in 4 s
        Assert.Equal(75, second["system/memory_percent"]);
        Assert.Equal(50, second["system/swap_percent"]);
    }

    [Fact]
    public async Task A_counter_that_begins_anew_gives_no_rate()
    {
        using var host = new FakeHost();
        WriteProc(host.Folder, busy: 1, idle: 1, sectors: 100, bytes: 5000, ticks: 1);
        var collector = PluginUnderTest.Create<AdvancedSystemCollector>(new { ProcFolder = host.Folder }, host);
        await CollectAsync(collector);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        WriteProc(host.Folder, busy: 2, idle: 2, sectors: 100, bytes: 10, ticks: 1);
        var metrics = await CollectAsync(collector);

        Assert.DoesNotContain("system/network_received_bytes_per_s", metrics.Keys);
        Assert.Equal(0, metrics["system/disk_read_bytes_per_s"]);
    }

    [Fact]
    public async Task What_is_switched_off_is_not_measured()
    {
        using var host = new FakeHost();
        WriteProc(host.Folder, busy: 1, idle: 1, sectors: 1, bytes: 1, ticks: 1);
        File.Delete(Path.Combine(host.Folder, "net", "dev"));
        var collector = PluginUnderTest.Create<AdvancedSystemCollector>(new { ProcFolder = host.Folder, IncludeNetwork = false }, host);
        await CollectAsync(collector);
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        var metrics = await CollectAsync(collector);

        Assert.DoesNotContain(metrics.Keys, name => name.Contains("network", StringComparison.Ordinal) || name.Contains("process", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_computer_without_proc_is_told_so()
    {
        var collector = PluginUnderTest.Create<AdvancedSystemCollector>(new { ProcFolder = "/nowhere" });

        var problem = await Assert.ThrowsAsync<DiagnosticException>(() => CollectAsync(collector));

        Assert.Equal("SYSTEM001", problem.Diagnostics[0].Code);
    }

    private static async Task<Dictionary<string, double>> CollectAsync(AdvancedSystemCollector collector)
    {
        var sink = new RecordingMetricSink();
        await collector.CollectAsync(sink, TestContext.Current.CancellationToken);
        return sink.Metrics.ToDictionary(metric => metric.Name, metric => metric.Number!.Value);
    }

    /// <summary>A /proc with one disk of one partition, one network device beside the loopback, and two processes, one of them idle.</summary>
    private static void WriteProc(string folder, int busy, int idle, int sectors, int bytes, int ticks)
    {
        File.WriteAllText(Path.Combine(folder, "stat"), $"cpu  {busy} 0 0 {idle} 0 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
        File.WriteAllText(Path.Combine(folder, "meminfo"), "MemTotal: 1000 kB\nMemFree: 10 kB\nMemAvailable: 250 kB\nSwapTotal: 200 kB\nSwapFree: 100 kB\n");
        var counts = $"1 0 {sectors} 0 1 0 {2 * sectors} 0 0 0 0";
        File.WriteAllText(Path.Combine(folder, "diskstats"), $"   8 0 sda {counts}\n   8 1 sda1 {counts}\n   7 0 loop0 {counts}\n 259 1 nvme0n1p1 {counts}\n");
        Directory.CreateDirectory(Path.Combine(folder, "net"));
        File.WriteAllText(Path.Combine(folder, "net", "dev"),
            $"Inter-| Receive | Transmit\n face |bytes packets\n    lo: {bytes * 7} 1 0 0 0 0 0 0 {bytes * 7} 1 0 0 0 0 0 0\n  eth0:{bytes} 1 0 0 0 0 0 0 {2 * bytes} 1 0 0 0 0 0 0\n");
        foreach (var (pid, own) in new[] { ("7", ticks), ("8", 0) })
        {
            Directory.CreateDirectory(Path.Combine(folder, pid));
            File.WriteAllText(Path.Combine(folder, pid, "stat"), $"{pid} (a (b) c) S 1 1 1 0 -1 0 0 0 0 0 {own} 0 0 0 20 0 1 0 4711 0 0\n");
        }
    }
}
