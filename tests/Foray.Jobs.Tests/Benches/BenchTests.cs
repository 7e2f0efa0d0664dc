using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Machines;

namespace Foray.Jobs.Tests.Benches;

/// <summary>The bench with the runners that come with Foray, on a machine with files of its own.</summary>
public sealed class BenchTests : IAsyncDisposable, IServiceProvider, IJobObserver
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FakeMachine _machine = new("m1");
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-bench-").FullName;
    private readonly List<Diagnostic> _told = [];
    private int _attempts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public object? GetService(Type serviceType) => serviceType == typeof(TimeProvider) ? TimeProvider.System : null;

    void IJobObserver.Report(Diagnostic diagnostic) => _told.Add(diagnostic);

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_reference_becomes_tests_with_their_runners()
    {
        Write("one.sh", "true");
        Write("two.t", "true");
        Assert.Equal(
            [("exec-test", "tests/one.sh"), ("tap", "tests/two.t")],
            Open().Resolve("tests", _folder).Select(test => (test.Kind, test.Uri)));
        Assert.Empty(Open().Resolve("nothing-here", _folder));
        Assert.Empty(_told);
    }

    [Fact]
    public void What_a_resolver_knows_and_cannot_read_is_told()
    {
        File.WriteAllText(Path.Combine(_folder, "plain.txt"), "");
        Assert.Throws<DiagnosticException>(() => Open().Resolve("plain.txt", _folder));
    }

    [Fact]
    public void A_test_without_a_runner_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "odd.recipe.yml"), "kind: unheard-of\n");
        var failure = Assert.Throws<DiagnosticException>(() => Open().Resolve("odd.recipe.yml", _folder));
        Assert.Contains("unheard-of", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 0", TestStatus.Pass)]
    [InlineData("exit 4", TestStatus.Fail)]
    public async Task A_test_ends_as_its_runner_says_and_leaves_its_files(string script, TestStatus status)
    {
        await using var slot = Open().OpenSlot();
        var attempt = Attempt(Write("test.sh", $"echo said; {script}"));

        Assert.Equal(status, (await slot.RunAsync(attempt, Token)).Status);

        Assert.Equal("said\n", await File.ReadAllTextAsync(Path.Combine(attempt.Folder, "stdout"), Token));
        Assert.Contains($"status: {status.ToString().ToUpperInvariant()}", await File.ReadAllTextAsync(Path.Combine(attempt.Folder, "debug.log"), Token), StringComparison.Ordinal);
        Assert.Empty(_machine.FindProcesses());
    }

    [Fact]
    public async Task A_test_has_its_requirements_set_up_and_tear_down_as_in_a_job()
    {
        await using var slot = Open().OpenSlot();
        var test = Write("test.sh", "true");

        var skipped = await slot.RunAsync(Attempt(test with { Requirements = [new TestRequirement(TestRequirementKind.Command, "no-such-command")] }), Token);
        var unprepared = await slot.RunAsync(Attempt(test with { SetUp = "exit 3" }), Token);
        var unclean = await slot.RunAsync(Attempt(test with { TearDown = "exit 5" }), Token);

        Assert.Equal((TestStatus.Skip, "missing where it runs: command 'no-such-command'"), (skipped.Status, skipped.Reason));
        Assert.Equal((TestStatus.Error, "its set-up ended with exit code 3"), (unprepared.Status, unprepared.Reason));
        Assert.Equal((TestStatus.Error, "its tear-down ended with exit code 5"), (unclean.Status, unclean.Reason));
    }

    [Fact]
    public async Task A_test_that_takes_too_long_is_interrupted_and_nothing_of_it_runs_on()
    {
        await using var slot = Open().OpenSlot();
        var attempt = Attempt(Write("test.sh", "sleep 86400 & wait")) with { Timeout = TimeSpan.FromMilliseconds(500) };

        var outcome = await slot.RunAsync(attempt, Token);

        Assert.Equal((TestStatus.Interrupted, "it took longer than 0.5s"), (outcome.Status, outcome.Reason));
        Assert.Empty(_machine.FindProcesses());
    }

    [Fact]
    public async Task A_test_that_is_cancelled_is_interrupted()
    {
        await using var slot = Open().OpenSlot();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = slot.RunAsync(Attempt(Write("test.sh", "sleep 86400 & wait")), cancel.Token);
        while (_machine.Commands.IsEmpty)
            await Task.Yield();
        await cancel.CancelAsync();

        Assert.Equal(TestStatus.Interrupted, (await running).Status);
        Assert.Empty(_machine.FindProcesses());
    }

    [Fact]
    public async Task The_fault_of_a_runner_is_thrown_and_the_slot_runs_others()
    {
        await using var slot = Open().OpenSlot();

        var fault = await Assert.ThrowsAsync<DiagnosticException>(() => slot.RunAsync(Attempt(new Runnable("crash", "x")), Token));

        Assert.Equal("FORAY406", Assert.Single(fault.Diagnostics).Code);
        Assert.Equal(TestStatus.Pass, (await slot.RunAsync(Attempt(new Runnable("noop", "x")), Token)).Status);
    }

    [Fact]
    public async Task A_machine_that_is_away_says_nothing_of_the_test()
    {
        await using var slot = Open().OpenSlot();
        var attempt = Attempt(Write("test.sh", "true"));
        _machine.Disconnect();
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => slot.RunAsync(attempt, Token));
        _machine.Reconnect();
        Assert.Equal("KIT001", failure.Diagnostics[0].Code);
    }

    private TestBench Open()
    {
        var catalog = CatalogBuilder.FromAssemblies(
            [Path.Combine(AppContext.BaseDirectory, "Foray.Runners.dll"), Path.Combine(AppContext.BaseDirectory, "Foray.Fixtures.Trouble.dll")], new PluginSettings());
        return new TestBench(new JobServices(catalog, new PluginLoader(this)) { Observer = this });
    }

    private Runnable Write(string name, string script)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "tests")).FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Executable);
        return new Runnable("exec-test", path);
    }

    private TestAttempt Attempt(Runnable test)
    {
        var id = $"bench-{++_attempts}";
        return new TestAttempt(test, _machine, id, Path.Combine(_folder, "left", id)) { WorkingFolder = _folder };
    }
}
