using Foray.Plugins.Lifecycle;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Lifecycle;

public sealed class StatusTests : IAsyncDisposable
{
    private const string Solo = "result/solo";

    private readonly Stage _stage = new();
    private readonly Script _script;

    public StatusTests() => _script = _stage.Add("solo");

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private PluginStatus Status => _stage.Host.StatusOf(Solo);

    private Task<int> CallAsync(TimeSpan time, Exception? failure = null) => _stage.Host.CallAsync<IResultWriter, int>(Solo, _ =>
    {
        _stage.Time.Advance(time);
        return failure is null ? Task.FromResult(7) : throw failure;
    });

    [Fact]
    public async Task What_steps_took_and_since_when_a_state_lasts_is_kept()
    {
        Assert.Equal((null, null, null), (Status.LoadTime, Status.InitializeTime, Status.StartTime));
        var started = _stage.Time.GetUtcNow();
        _script.Start = _ =>
        {
            _stage.Time.Advance(TimeSpan.FromSeconds(3));
            return Task.CompletedTask;
        };
        await _stage.StartAsync(Solo);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(3)), (Status.LoadTime, Status.InitializeTime, Status.StartTime));
        Assert.Equal((PluginState.Active, started + TimeSpan.FromSeconds(3)), (Status.State, Status.Since));

        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        await _stage.Host.StopAsync(Solo);
        Assert.Equal(started + TimeSpan.FromSeconds(63), Status.Since);
    }

    [Fact]
    public async Task Calls_are_counted_and_timed_and_failed_ones_are_told_with_the_package()
    {
        await _stage.StartAsync(Solo);
        Assert.Equal(7, await CallAsync(TimeSpan.FromSeconds(2)));
        var fault = await Stage.RefusalAsync(() => CallAsync(TimeSpan.FromSeconds(1), new InvalidOperationException("forgot the text")));
        Assert.Equal(PluginCodes.Fault, fault.Code);
        Assert.Contains("result 'solo' of package", fault.Message, StringComparison.Ordinal);
        Assert.Contains("forgot the text", fault.Message, StringComparison.Ordinal);
        var own = await Stage.RefusalAsync(() => CallAsync(TimeSpan.Zero, new DiagnosticException(Diagnostic.Error("SOLO1", "the hall is empty"))));
        Assert.Equal("SOLO1", own.Code);
        Assert.Equal((3, 2, TimeSpan.FromSeconds(3)), (Status.Calls, Status.FailedCalls, Status.CallTime));
        Assert.Equal(PluginState.Active, Status.State);
    }

    [Fact]
    public async Task A_plugin_that_was_not_made_cannot_be_called_or_had()
    {
        Assert.Contains("is discovered", (await Stage.RefusalAsync(() => CallAsync(TimeSpan.Zero))).Message, StringComparison.Ordinal);
        Assert.Contains("is discovered", Assert.Throws<DiagnosticException>(() => _stage.Host.Get<IResultWriter>(Solo)).Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Equal(0, Status.Calls);
    }

    [Fact]
    public async Task A_plugin_reports_that_it_is_degraded_and_back_with_its_reason()
    {
        await _stage.StartAsync(Solo);
        var health = _stage.Actor("solo").Health;
        health.ReportRecovered();
        Assert.Equal(PluginState.Active, Status.State);

        _stage.Time.Advance(TimeSpan.FromSeconds(5));
        health.ReportDegraded("it is hoarse");
        var since = _stage.Time.GetUtcNow();
        Assert.Equal((PluginState.Degraded, since, PluginCodes.Degraded, Severity.Warning), (Status.State, Status.Since, Status.Cause!.Code, Status.Cause.Severity));
        Assert.EndsWith("it is hoarse", Status.Cause.Message, StringComparison.Ordinal);

        _stage.Time.Advance(TimeSpan.FromSeconds(5));
        health.ReportDegraded("it has lost its voice");
        Assert.Equal(since, Status.Since);
        Assert.EndsWith("it has lost its voice", Status.Cause!.Message, StringComparison.Ordinal);

        health.ReportRecovered();
        Assert.Equal((PluginState.Active, since + TimeSpan.FromSeconds(5), null), (Status.State, Status.Since, Status.Cause));
    }

    [Fact]
    public async Task What_a_plugin_reports_while_it_starts_counts_as_soon_as_it_is_active()
    {
        _script.Limits = "no server";
        await _stage.StartAsync(Solo);
        Assert.Equal(PluginState.Degraded, Status.State);
        Assert.EndsWith("no server", Status.Cause!.Message, StringComparison.Ordinal);

        _script.Limits = null;
        await _stage.RestartAsync(Solo);
        Assert.Equal((PluginState.Active, null), (Status.State, Status.Cause));
    }

    [Fact]
    public async Task What_a_plugin_reports_after_it_has_stopped_changes_nothing()
    {
        await _stage.StartAsync(Solo);
        var health = _stage.Actor("solo").Health;
        await _stage.Host.StopAsync(Solo);
        health.ReportDegraded("too late");
        health.ReportRecovered();
        Assert.Equal((PluginState.Stopped, null), (Status.State, Status.Cause));
        await _stage.StartAsync(Solo);
        Assert.Equal((PluginState.Active, null), (Status.State, Status.Cause));
    }

    [Fact]
    public async Task What_a_plugin_reports_while_it_is_made_counts_as_soon_as_it_is_active()
    {
        _script.EarlyLimits = "no piano";
        await _stage.Host.InitializeAsync(Solo);
        Assert.Equal((PluginState.Initialized, null), (Status.State, Status.Cause));
        await _stage.StartAsync(Solo);
        Assert.Equal(PluginState.Degraded, Status.State);
        Assert.EndsWith("no piano", Status.Cause!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_plugin_reports_before_it_starts_can_be_taken_back()
    {
        await _stage.Host.InitializeAsync(Solo);
        var health = _stage.Actor("solo").Health;
        health.ReportDegraded("not yet");
        health.ReportRecovered();
        await _stage.StartAsync(Solo);
        Assert.Equal((PluginState.Active, null), (Status.State, Status.Cause));
    }

    [Fact]
    public async Task What_an_instance_reports_that_was_replaced_changes_nothing()
    {
        await _stage.StartAsync(Solo);
        var former = _stage.Actor("solo").Health;
        _stage.Host.Configure(Solo, Host.Options(("good", "1")));
        await _stage.RestartAsync(Solo);
        former.ReportDegraded("I am still here");
        Assert.Equal((PluginState.Active, null), (Status.State, Status.Cause));
        _stage.Actor("solo").Health.ReportDegraded("it is hoarse");
        former.ReportRecovered();
        Assert.Equal(PluginState.Degraded, Status.State);
    }

    [Fact]
    public async Task A_call_that_ends_as_cancelled_is_a_fault_unless_its_caller_cancelled_it()
    {
        await _stage.StartAsync(Solo);
        Assert.Equal(PluginCodes.Fault, (await Stage.RefusalAsync(() => CallAsync(TimeSpan.Zero, new OperationCanceledException()))).Code);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _stage.Host.CallAsync<IResultWriter, int>(Solo, _ => throw new OperationCanceledException(), cancelled));
        Assert.Equal((2, 2), (Status.Calls, Status.FailedCalls));
    }

    [Fact]
    public async Task A_call_as_something_else_is_a_mistake_of_the_caller()
    {
        await _stage.StartAsync(Solo);
        await Assert.ThrowsAsync<ArgumentException>(() => _stage.Host.CallAsync<Stage, int>(Solo, _ => Task.FromResult(1), TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => _stage.Host.Get<Stage>(Solo));
        Assert.Equal((0, PluginState.Active), (Status.Calls, Status.State));
    }

    [Fact]
    public async Task A_plugin_that_has_failed_cannot_be_called_and_says_why()
    {
        _script.FailsToStart = true;
        await Stage.RefusalAsync(() => _stage.StartAsync(Solo));
        var refusal = await Stage.RefusalAsync(() => CallAsync(TimeSpan.Zero));
        Assert.Equal(PluginCodes.Unknown, refusal.Code);
        Assert.Contains("stage fright", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_has_stopped_can_still_be_called()
    {
        await _stage.StartAsync(Solo);
        await _stage.Host.StopAsync(Solo);
        Assert.Equal(7, await CallAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task A_degraded_plugin_stops_as_any_other()
    {
        await _stage.StartAsync(Solo);
        _stage.Actor("solo").Health.ReportDegraded("it is hoarse");
        await _stage.Host.StopAsync(Solo);
        Assert.Equal((PluginState.Stopped, null), (Status.State, Status.Cause));
    }

    [Fact]
    public async Task Statuses_are_those_of_all_plugins_by_id()
    {
        _stage.Add("alto");
        await _stage.StartAsync(Solo);
        var package = AppDomain.CurrentDomain.FriendlyName;
        Assert.Equal([($"result/{package}:alto", PluginState.Discovered), ($"result/{package}:solo", PluginState.Active)],
            _stage.Host.Statuses.Select(status => (status.Id, status.State)));
    }

    [Theory]
    [InlineData("result/p7")]
    [InlineData(null)]
    public void Finding_one_of_many_takes_no_memory_for_the_others(string? shortId)
    {
        for (var i = 0; i < 300; i++)
            _stage.Add($"p{i}");
        var id = shortId ?? _stage.Host.Catalog.Get("result/p7").Id;
        var status = _stage.Host.StatusOf(id);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Same(status, _stage.Host.StatusOf(id));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000);
    }
}
