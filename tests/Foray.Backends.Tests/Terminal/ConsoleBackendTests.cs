using Foray.Backends.Terminal;
using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests.Terminal;

public sealed class ConsoleBackendTests : IDisposable
{
    private readonly FakeHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Each_metric_is_a_line()
    {
        var backend = await CreateAsync();
        await backend.WriteAsync(Some.Scalar("loss", 1.0 / 3, 0), Some.Scalar("loss", double.NaN, null), Some.Of(MetricType.Text, "note", "hello"), Some.Scalar("loss", 1, run: "run-2"));
        Assert.Equal(["First run: loss [0] = 0.333333", "First run: loss = NaN", "First run: note [1] = hello", "run-2: loss [1] = 1"], _host.Console.Lines);
    }

    [Fact]
    public async Task Control_characters_do_not_reach_the_terminal()
    {
        var backend = await CreateAsync();
        await backend.WriteAsync(Some.Of(MetricType.Text, "a\u001b[2J", "b\r\nc" + new string('x', 300)));
        Assert.Equal($"First run: a [2J [1] = b  c{new string('x', 196)}…", Assert.Single(_host.Console.Lines));
    }

    [Fact]
    public async Task With_an_interval_the_last_value_of_each_metric_is_shown_when_it_has_passed()
    {
        var backend = await CreateAsync(new { Interval = "10s" });
        await backend.WriteAsync(Some.Scalar("loss", 1, 1), Some.Scalar("speed", 5, 1), Some.Scalar("loss", 2, 2));
        Assert.Empty(_host.Console.Lines);
        _host.Clock.Advance(TimeSpan.FromSeconds(10));
        await backend.WriteAsync(Some.Scalar("loss", 3, 3));
        Assert.Equal(["First run: loss [3] = 3", "First run: speed [1] = 5"], _host.Console.Lines);
    }

    [Fact]
    public async Task The_end_of_a_run_and_the_stop_show_what_is_left()
    {
        var backend = await CreateAsync(new { Interval = "10s" });
        await backend.WriteAsync(Some.Scalar("loss", 1));
        await backend.EndAsync(Some.Run, RunState.Failed, Some.Start, TestContext.Current.CancellationToken);
        await backend.WriteAsync(Some.Scalar("loss", 2));
        await backend.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["First run: loss [1] = 1", "First run: failed", "run-1: loss [1] = 2"], _host.Console.Lines);
    }

    [Fact]
    public async Task It_claims_the_standard_output() => Assert.Equal([ResourceClaim.StandardOutput], (await CreateAsync()).Claims);

    private async Task<ConsoleBackend> CreateAsync(object? options = null)
    {
        var backend = PluginUnderTest.Create<ConsoleBackend>(options, _host);
        await backend.BeginAsync(Some.Run, TestContext.Current.CancellationToken);
        return backend;
    }
}
