using Foray.Collectors.Gpus;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Collectors.Tests;

public sealed class GpuCollectorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_GPU_of_this_computer_is_measured()
    {
        using var host = new FakeHost();
        host.Processes.Answer("nvidia-smi", _ => new ProcessResult(0, NvidiaSmi.TwoGpus, "", TimedOut: false));

        var metrics = await CollectAsync(PluginUnderTest.Create<GpuCollector>(null, host));

        Assert.Equal(87, metrics["gpu/0/load_percent"].Number);
        Assert.Equal(10240d * 1024 * 1024, metrics["gpu/0/memory_used"].Number);
        Assert.Equal(25, metrics["gpu/0/memory_percent"].Number);
        Assert.Equal(61, metrics["gpu/0/temperature"].Number);
        Assert.Equal(312.55, metrics["gpu/0/power"].Number);
        Assert.Equal("W", metrics["gpu/0/power"].Tags["unit"]);
        Assert.Equal("NVIDIA A100-SXM4-40GB", metrics["gpu/0/power"].Tags["device"]);
    }

    [Fact]
    public async Task What_a_GPU_does_not_tell_is_left_out()
    {
        using var host = new FakeHost();
        await using var machine = new FakeMachine("worker");
        NvidiaSmi.AddTo(machine, NvidiaSmi.TwoGpus);

        var metrics = await CollectAsync(PluginUnderTest.Create<GpuCollector>(null, host), machine);

        Assert.Equal(["gpu/1/memory_percent", "gpu/1/memory_total", "gpu/1/memory_used"], metrics.Keys.Where(name => name.StartsWith("gpu/1", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("Tesla K80, rev 2", metrics["gpu/1/memory_used"].Tags["device"]);
        Assert.Equal(6, metrics.Keys.Count(name => name.StartsWith("gpu/0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_computer_without_a_GPU_is_told_once()
    {
        using var host = new FakeHost();
        host.Processes.FindsNothing = true;
        var collector = PluginUnderTest.Create<GpuCollector>(null, host);

        Assert.Empty(await CollectAsync(collector));
        Assert.Empty(await CollectAsync(collector));

        Assert.Equal("no GPU is measured: this computer has no nvidia-smi", Assert.Single(host.Logger.Entries).Message);
        Assert.Null(host.Health.Degraded);
    }

    [Fact]
    public async Task A_machine_without_a_GPU_is_told_once_and_asked_once()
    {
        using var host = new FakeHost();
        await using var machine = new FakeMachine("worker");
        machine.RemoveProgram("nvidia-smi");
        var collector = PluginUnderTest.Create<GpuCollector>(null, host);

        Assert.Empty(await CollectAsync(collector, machine));
        Assert.Empty(await CollectAsync(collector, machine));

        Assert.Equal("no GPU is measured: machine 'worker' has no nvidia-smi", Assert.Single(host.Logger.Entries, entry => entry.Level == LogLevel.Information).Message);
        Assert.Single(machine.Calls);
    }

    [Fact]
    public async Task A_driver_that_fails_degrades_the_collector_until_it_works_again()
    {
        using var host = new FakeHost();
        await using var machine = new FakeMachine("worker");
        NvidiaSmi.AddTo(machine, "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.", exitCode: 9);
        var collector = PluginUnderTest.Create<GpuCollector>(null, host);

        Assert.Empty(await CollectAsync(collector, machine));
        Assert.Empty(await CollectAsync(collector, machine));
        Assert.Equal("nvidia-smi ended with exit code 9: NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.", Assert.Single(host.Health.Reports));

        NvidiaSmi.AddTo(machine, NvidiaSmi.TwoGpus);
        Assert.NotEmpty(await CollectAsync(collector, machine));
        Assert.Null(host.Health.Degraded);
    }

    private static async Task<Dictionary<string, Metric>> CollectAsync(GpuCollector collector, FakeMachine? machine = null)
    {
        var sink = new RecordingMetricSink();
        if (machine is null)
            await collector.CollectAsync(sink, Token);
        else
            await collector.CollectAsync(machine, sink, Token);
        return sink.Metrics.ToDictionary(metric => metric.Name);
    }
}
