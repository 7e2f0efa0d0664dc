using System.Text;
using Foray.Collectors.Computers;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Collectors.Tests;

public sealed class SystemCollectorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Levels_come_with_the_first_measurement_and_rates_with_the_second()
    {
        var (first, second) = await MeasureTwiceAsync(KernelSample.Full(), KernelSample.Full() with { Busy = 160, Idle = 340, Uptime = 1010, Sectors = 3000, Bytes = 25_000 });

        Assert.Equal(2, first["system/cpu_count_logical"]);
        Assert.Equal(1, first["system/cpu_count_physical"]);
        Assert.Equal(2400, first["system/cpu_frequency"]);
        Assert.Equal(8000 * 1024d, first["system/memory_total"]);
        Assert.Equal(6000 * 1024d, first["system/memory_used"]);
        Assert.Equal(75, first["system/memory_percent"]);
        Assert.Equal(50, first["system/swap_percent"]);
        Assert.Equal(25, first["system/disk_percent"]);
        Assert.Equal(50, first["system/run_disk_percent"]);
        Assert.Equal(0.5, first["system/load_1m"]);
        Assert.Equal(1000, first["system/uptime"]);
        Assert.Equal(1000 * 512d, first["system/disk_read_bytes"]);
        Assert.DoesNotContain(first.Keys, name => name.EndsWith("_rate", StringComparison.Ordinal) || name == "system/cpu_percent");
        Assert.Equal(20, second["system/cpu_percent"]);
        Assert.Equal(2000 * 512 / 10d, second["system/disk_read_bytes_rate"]);
        Assert.Equal(2000, second["system/network_bytes_recv_rate"]);
        Assert.Equal(2000, second["system/network_bytes_sent_rate"]);
    }

    [Fact]
    public async Task Every_number_has_a_unit()
    {
        using var host = new FakeHost();
        var collector = PluginUnderTest.Create<SystemCollector>(new { IncludeProcesses = true }, host);

        var sink = new RecordingMetricSink();
        await collector.CollectAsync(sink, Token);

        Assert.NotEmpty(sink.Metrics);
        Assert.All(sink.Metrics, metric => Assert.NotEmpty(metric.Tags["unit"]));
        Assert.All(sink.Metrics, metric => Assert.Equal(MetricType.System, metric.Type));
    }

    [Fact]
    public async Task A_counter_that_fell_gives_no_rate()
    {
        var (_, second) = await MeasureTwiceAsync(KernelSample.Full(), KernelSample.Full() with { Busy = 160, Idle = 340, Uptime = 1010, Sectors = 10, Bytes = 10 });

        Assert.Contains("system/cpu_percent", second.Keys);
        Assert.DoesNotContain(second.Keys, name => name.EndsWith("_rate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_boot_between_two_measurements_leaves_the_rates_out()
    {
        var (_, second) = await MeasureTwiceAsync(KernelSample.Full(), KernelSample.Full() with { Busy = 900, Idle = 900, Uptime = 30, Sectors = 9000, Bytes = 90_000 });

        Assert.Equal(30, second["system/uptime"]);
        Assert.DoesNotContain(second.Keys, name => name.EndsWith("_rate", StringComparison.Ordinal) || name == "system/cpu_percent");
    }

    [Fact]
    public async Task What_a_machine_does_not_tell_is_left_out_and_not_zero()
    {
        using var host = new FakeHost();
        var collector = PluginUnderTest.Create<SystemCollector>(null, host);

        var metrics = await CollectAsync(collector, Answering("==> /proc/loadavg <==\n0.50 0.40 0.30 1/200 4242\n"));

        Assert.Equal(["system/load_15m", "system/load_1m", "system/load_5m"], metrics.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_machine_that_tells_nothing_is_a_diagnostic()
    {
        using var host = new FakeHost();
        var collector = PluginUnderTest.Create<SystemCollector>(null, host);

        var error = await Assert.ThrowsAsync<Sdk.Diagnostics.DiagnosticException>(() => CollectAsync(collector, Answering("")));

        Assert.Equal("FORAY374", error.Diagnostics[0].Code);
    }

    [Fact]
    public async Task Without_the_network_none_is_asked_for()
    {
        using var host = new FakeHost();
        var collector = PluginUnderTest.Create<SystemCollector>(new { IncludeNetwork = false }, host);
        await using var machine = new FakeMachine("worker");

        var metrics = await CollectAsync(collector, machine);

        Assert.Contains("system/memory_total", metrics.Keys);
        Assert.DoesNotContain(metrics.Keys, name => name.Contains("network", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_behind_a_shell_tells_the_same_as_this_computer()
    {
        using var host = new FakeHost();
        await using var machine = new FakeMachine("worker");
        var options = new { IncludeProcesses = true, PerCore = true, Folder = "/" };
        var (here, there) = (PluginUnderTest.Create<SystemCollector>(options, host), PluginUnderTest.Create<SystemCollector>(options, host));

        var local = await CollectAsync(here);
        var remote = await CollectAsync(there, machine);

        Assert.Equal(local.Keys.Order(StringComparer.Ordinal), remote.Keys.Order(StringComparer.Ordinal));
        foreach (var name in (IEnumerable<string>)["system/memory_total", "system/cpu_count_logical", "system/swap_total", "system/disk_total"])
            Assert.Equal(local[name], remote[name]);
    }

    [Fact]
    public async Task A_measurement_of_a_machine_starts_two_programs_there()
    {
        using var host = new FakeHost();
        await using var machine = new FakeMachine("worker");
        foreach (var program in (IEnumerable<string>)["head", "df", "cat", "sed", "awk", "grep"])
            machine.AddProgram(program, $"echo {program} >>\"$HOME/started\"\nPATH=/usr/bin:/bin exec {program} \"$@\"");

        await CollectAsync(PluginUnderTest.Create<SystemCollector>(new { IncludeProcesses = true }, host), machine);

        Assert.Equal(["head", "df"], await File.ReadAllLinesAsync(Path.Combine(machine.Home, "started"), Token));
    }

    [Fact]
    public async Task The_busiest_processes_come_first_and_no_more_than_the_limit()
    {
        var before = KernelSample.Full() with { Processes = [("10", "idle", 100, 1), ("11", "a) (b", 100, 2), ("12", "old", 500, 3)] };
        var after = KernelSample.Full() with { Uptime = 1010, Processes = [("10", "idle", 100, 1), ("11", "a) (b", 600, 2), ("12", "other", 400, 1000), ("13", "new", 200, 1001)] };

        var (first, second) = await MeasureTwiceAsync(before, after, new { IncludeProcesses = true, ProcessLimit = 2 });

        Assert.DoesNotContain(first.Keys, name => name.StartsWith("system/process/", StringComparison.Ordinal));
        var shares = second.Where(metric => metric.Key.EndsWith("/cpu_percent", StringComparison.Ordinal) && metric.Key.Contains("process", StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(["system/process/a___b-11/cpu_percent", "system/process/other-12/cpu_percent"], shares.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(50, shares["system/process/a___b-11/cpu_percent"]);
        Assert.Equal(5, second["system/process/a___b-11/memory_percent"]);
    }

    [Fact]
    public async Task Each_core_is_measured_where_it_is_asked_for()
    {
        var (_, second) = await MeasureTwiceAsync(KernelSample.Full(), KernelSample.Full() with { Busy = 160, Idle = 340, Uptime = 1010 }, new { PerCore = true });

        Assert.Equal(20, second["system/cpu/0/percent"]);
        Assert.Equal(20, second["system/cpu/1/percent"]);
    }

    private static async Task<(Dictionary<string, double> First, Dictionary<string, double> Second)> MeasureTwiceAsync(KernelSample first, KernelSample second, object? options = null)
    {
        using var host = new FakeHost();
        var collector = PluginUnderTest.Create<SystemCollector>(options, host);
        return (await CollectAsync(collector, Answering(first.ToString())), await CollectAsync(collector, Answering(second.ToString())));
    }

    private static ScriptedMachine Answering(string text) => new("worker") { OnExecute = _ => new ExecutionResult(0, Encoding.UTF8.GetBytes(text), "") };

    private static async Task<Dictionary<string, double>> CollectAsync(SystemCollector collector, IMachine? machine = null)
    {
        var sink = new RecordingMetricSink();
        if (machine is null)
            await collector.CollectAsync(sink, Token);
        else
            await collector.CollectAsync(machine, sink, Token);
        return sink.Metrics.ToDictionary(metric => metric.Name, metric => metric.Number!.Value);
    }
}
