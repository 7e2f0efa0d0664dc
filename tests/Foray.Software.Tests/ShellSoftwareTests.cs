using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Installs;
using Foray.Sdk.Testing.Machines;
using Foray.Software.Shell;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Software.Tests;

public sealed class ShellSoftwareTests : IDisposable
{
    private static readonly ShellSoftwareOptions Options = new() { Labels = new LabelSelector(["all"]), Script = "make install", Timeout = TimeSpan.FromMinutes(10) };

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedMachine _a = new("a", "all");
    private readonly ScriptedMachine _b = new("b", "all");
    private readonly TaskCompletionSource<int?> _endOfA = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int?> _endOfB = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FakeInstallContext _context;

    public ShellSoftwareTests()
    {
        (_a.OnStart, _b.OnStart) = (_ => _endOfA.Task, _ => _endOfB.Task);
        _context = new FakeInstallContext(_a, _b) { Id = "software-1", Variables = new Dictionary<string, string> { ["version"] = "2" } };
    }

    public void Dispose() => _context.Dispose();

    [Fact]
    public async Task The_script_runs_on_all_machines_at_once()
    {
        var installed = InstallAsync();
        await Task.WhenAll(_a.Started, _b.Started).WaitAsync(TestContext.Current.CancellationToken);
        _endOfA.SetResult(0);
        _endOfB.SetResult(0);
        await installed;
        Assert.Equal((true, null), (_context.Reports["a"].Changed, _context.Reports["a"].Failure));
        Assert.Equal((true, null), (_context.Reports["b"].Changed, _context.Reports["b"].Failure));
        Assert.Equal(["start software-1/install", "remove software-1"], _a.Calls);
        var command = Assert.Single(_a.Commands);
        Assert.Equal(("make install", "/bin/bash", "software-1"), (command.Script, Assert.Single(command.Interpreter), command.WorkingFolder));
        Assert.Equal("2", command.Environment["version"]);
    }

    [Fact]
    public async Task A_failure_names_the_machine_the_code_and_the_last_error()
    {
        _endOfA.SetResult(0);
        _endOfB.SetResult(100);
        _b.Left = _ => new Dictionary<string, string> { ["stderr"] = "first\nE: no such package\n\n" };
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
        _endOfA.SetResult(0);
        var installed = InstallAsync();
        await _b.Started.WaitAsync(TestContext.Current.CancellationToken);
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
        _a.Fault = _ => new DiagnosticException(lost);
        _endOfB.SetResult(0);
        await InstallAsync();
        Assert.Equal(lost, _context.Reports["a"].Failure);
        Assert.Null(_context.Reports["b"].Failure);
    }

    [Fact]
    public async Task Cancelling_stops_the_scripts()
    {
        using var cancel = new CancellationTokenSource();
        var installed = InstallAsync(cancel);
        await Task.WhenAll(_a.Started, _b.Started).WaitAsync(TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => installed);
        Assert.Empty(_context.Reports);
        Assert.Equal(["start software-1/install", "attach software-1/install", "stop software-1/install 2", "remove software-1"], _a.Calls);
    }

    private Task InstallAsync(CancellationTokenSource? cancel = null) =>
        new ShellSoftware(Options, _time).InstallAsync(_context, cancel?.Token ?? TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
