using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;
using Foray.Software.Shell;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Software.Tests;

public sealed class ShellSoftwareTests : IDisposable
{
    private static readonly ShellSoftwareOptions Options = new() { Labels = new LabelSelector(["all"]), Script = "make install", Timeout = TimeSpan.FromMinutes(10) };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeMachine _a = new("a");
    private readonly FakeMachine _b = new("b");
    private readonly FakeInstall _context;

    public ShellSoftwareTests() => _context = new FakeInstall(_a, _b);

    public void Dispose() => _context.Dispose();

    [Fact]
    public async Task The_script_runs_on_all_machines_at_once()
    {
        var installed = InstallAsync();
        await Task.WhenAll(_a.Started.Task, _b.Started.Task).WaitAsync(TestContext.Current.CancellationToken);
        _a.End.SetResult(0);
        _b.End.SetResult(0);
        await installed;
        Assert.Equal((true, null), (_context.Reports["a"].Changed, _context.Reports["a"].Failure));
        Assert.Equal((true, null), (_context.Reports["b"].Changed, _context.Reports["b"].Failure));
        Assert.Equal(["start software-1/install", "remove software-1"], _a.Calls);
        Assert.Equal(("make install", "/bin/bash", "software-1"), (_a.Command!.Script, Assert.Single(_a.Command.Interpreter), _a.Command.WorkingFolder));
        Assert.Equal("2", _a.Command.Environment["version"]);
    }

    [Fact]
    public async Task A_failure_names_the_machine_the_code_and_the_last_error()
    {
        _a.End.SetResult(0);
        _b.End.SetResult(100);
        _b.Stderr = "first\nE: no such package\n\n";
        await InstallAsync();
        Assert.Null(_context.Reports["a"].Failure);
        var failure = _context.Reports["b"].Failure!;
        Assert.Equal(("FORAY531", "installing on 'b' failed with exit code 100: E: no such package"), (failure.Code, failure.Message));
        Assert.Contains(_context.LogFolder(_b), failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("remove software-1", _b.Calls);
    }

    [Fact]
    public async Task A_script_that_takes_too_long_is_stopped()
    {
        _a.End.SetResult(0);
        var installed = InstallAsync();
        await _b.Started.Task.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(10));
        await installed;
        Assert.Null(_context.Reports["a"].Failure);
        Assert.Equal(("FORAY532", "installing on 'b' timed out after 10m"), (_context.Reports["b"].Failure!.Code, _context.Reports["b"].Failure!.Message));
        Assert.Equal(["start software-1/install", "stop software-1/install 5", "remove software-1"], _b.Calls);
    }

    [Fact]
    public async Task A_lost_machine_fails_alone()
    {
        var lost = Diagnostic.Error("TEST1", "connection lost");
        _a.Fault = new DiagnosticException(lost);
        _b.End.SetResult(0);
        await InstallAsync();
        Assert.Equal(lost, _context.Reports["a"].Failure);
        Assert.Null(_context.Reports["b"].Failure);
    }

    [Fact]
    public async Task Cancelling_stops_the_scripts()
    {
        using var cancel = new CancellationTokenSource();
        var installed = InstallAsync(cancel);
        await Task.WhenAll(_a.Started.Task, _b.Started.Task).WaitAsync(TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => installed);
        Assert.Empty(_context.Reports);
        Assert.Equal(["start software-1/install", "stop software-1/install 2", "remove software-1"], _a.Calls);
    }

    private Task InstallAsync(CancellationTokenSource? cancel = null) =>
        new ShellSoftware(Options, _time).InstallAsync(_context, cancel?.Token ?? TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
