using System.Diagnostics;
using Foray.Integrations.Runtimes;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Integrations.Tests;

public sealed class DotnetCollectorTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly RecordingMetricSink _sink = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_runtime_of_this_process_is_measured_without_options()
    {
        await PluginUnderTest.Create<DotnetCollector>(null, _host).CollectAsync(_sink, Token);

        var memory = Find("dotnet.process.memory.working_set");
        Assert.True(memory!.Number > 1_000_000);
        Assert.Equal(("By", "System.Runtime", "dotnet"), (memory.Tags["unit"], memory.Tags["meter"], memory.Source));
    }

    [Fact]
    public async Task Meters_of_another_process_are_heard()
    {
        using var program = MeteredProgram.Start();
        var collector = PluginUnderTest.Create<DotnetCollector>(new { program.Pid, Interval = "200ms", Meters = new[] { "Foray.Sample.*", "System.Runtime" } }, _host);

        await CollectUntilAsync(collector, () => Find("samples/phase.train") is { Number: > 0 } && Find("latency.p95") is not null && Find("dotnet.process.memory.working_set") is not null);
        await collector.StopAsync(Token);

        Assert.Equal(0.25, Find("loss")!.Number);
        Assert.Equal(3, Find("open")!.Number);
        Assert.Equal(40, Find("latency.p95")!.Number!.Value, 0.5);
        Assert.Equal(("ms", MeteredProgram.MeterName), (Find("latency.p95")!.Tags["unit"], Find("latency.p95")!.Tags["meter"]));
        Assert.Equal("train", Find("samples/phase.train")!.Tags["phase"]);
        Assert.Equal(5 * Find("samples/phase.train")!.Number!.Value, Find("samples.rate/phase.train")!.Number!.Value, 6);
        Assert.Null(_host.Health.Degraded);
    }

    [Fact]
    public async Task Event_counters_of_another_process_are_heard()
    {
        using var program = MeteredProgram.Start();
        var collector = PluginUnderTest.Create<DotnetCollector>(new { program.Pid, Interval = "200ms", Meters = new[] { MeteredProgram.MeterName }, Counters = new[] { "System.Runtime" } }, _host);

        await CollectUntilAsync(collector, () => Find("working-set") is not null && Find("alloc-rate.rate") is not null && Find("loss") is not null);
        await collector.StopAsync(Token);

        var memory = Find("working-set")!;
        Assert.True(memory.Number > 1);
        Assert.Equal(("System.Runtime", "MB"), (memory.Tags["source"], memory.Tags["unit"]));
        Assert.Equal("B/s", Find("alloc-rate.rate")!.Tags["unit"]);
    }

    [Fact]
    public async Task A_process_that_ends_is_told_once_and_no_failure()
    {
        using var program = MeteredProgram.Start();
        var collector = PluginUnderTest.Create<DotnetCollector>(new { program.Pid, Interval = "200ms", Meters = new[] { MeteredProgram.MeterName } }, _host);
        await CollectUntilAsync(collector, () => Find("loss") is not null);

        program.Kill();
        await CollectUntilAsync(collector, () => _host.Health.Degraded is not null);
        await collector.CollectAsync(_sink, Token);
        await collector.CollectAsync(_sink, Token);

        Assert.Equal($"process {program.Pid} has ended", Assert.Single(_host.Health.Reports));
        await collector.StopAsync(Token);
    }

    [Fact]
    public async Task A_process_that_is_not_there_is_told_once_and_no_failure()
    {
        using var gone = Process.Start("/bin/true");
        await gone.WaitForExitAsync(Token);
        var collector = PluginUnderTest.Create<DotnetCollector>(new { Pid = gone.Id }, _host);

        await collector.CollectAsync(_sink, Token);
        await collector.CollectAsync(_sink, Token);

        Assert.Empty(_sink.Metrics);
        Assert.StartsWith($"process {gone.Id} cannot be asked", Assert.Single(_host.Health.Reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_no_process_has_is_told_once()
    {
        var collector = PluginUnderTest.Create<DotnetCollector>(new { ProcessName = "no-such-program" }, _host);

        await collector.CollectAsync(_sink, Token);
        await collector.CollectAsync(_sink, Token);

        Assert.Contains("no-such-program", Assert.Single(_host.Health.Reports), StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_is_found_by_its_name()
    {
        using var self = Process.GetCurrentProcess();

        var pid = DotnetProcesses.Find(new DotnetCollectorOptions { ProcessName = self.ProcessName });

        using var found = Process.GetProcessById(pid!.Value);
        Assert.Equal(self.ProcessName, found.ProcessName);
    }

    [Theory]
    [InlineData("CounterRateValuePublished", "tests=1", "n.rate:4,n:2")]
    [InlineData("UpDownCounterRateValuePublished", "", "n:7")]
    [InlineData("GaugeValuePublished", "", "n:1.5")]
    [InlineData("HistogramValuePublished", "", "n.count:3,n.p50:1,n.p99.9:2.5,n.sum:9")]
    [InlineData("Error", "", "")]
    public void Events_of_the_runtime_become_values(string name, string tags, string expected)
    {
        var payload = new Dictionary<string, string>
        {
            ["instrumentName"] = "n",
            ["meterName"] = "m",
            ["unit"] = "",
            ["tags"] = tags.Replace("tests", "t", StringComparison.Ordinal),
            ["rate"] = "2",
            ["value"] = "7",
            ["lastValue"] = "1.5",
            ["quantiles"] = "0.5=1;0.999=2.5",
            ["count"] = "3",
            ["sum"] = "9",
        };

        var values = MeterEvents.Read(name, key => payload.GetValueOrDefault(key, ""), seconds: 0.5);

        Assert.Equal(expected, string.Join(',', values.Select(value => FormattableString.Invariant($"{value.Name.Split('/')[0]}:{value.Number}")).Order(StringComparer.Ordinal)));
        Assert.All(values, value => Assert.Equal(tags.Length > 0, value.Name.EndsWith("/t.1", StringComparison.Ordinal)));
    }

    public void Dispose() => _host.Dispose();

    private Metric? Find(string name) => _sink.Metrics.LastOrDefault(metric => metric.Name == name);

    private async Task CollectUntilAsync(DotnetCollector collector, Func<bool> isDone)
    {
        while (!isDone())
        {
            await collector.CollectAsync(_sink, Token);
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }
}
