using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Tests.Machines;

public sealed class FakeMachineTests : IAsyncLifetime
{
    private readonly FakeMachine _machine = new("m1", "all", "left");
    private readonly string _local = Directory.CreateTempSubdirectory("foray-kit-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync();
        Directory.Delete(_local, recursive: true);
    }

    [Fact]
    public async Task Scripts_are_real_and_have_a_home_of_their_own()
    {
        Assert.Equal((0, $"{_machine.Home} m1\n"), await RunAsync("echo \"$(cd && pwd) $FORAY_MACHINE\"; echo x >~/file"));
        Assert.True(File.Exists(_machine.PathOf("~/file")));
        Assert.Equal(["start c-1", "collect c-1"], _machine.Calls);
        Assert.Equal(["all", "left"], _machine.Labels);
    }

    [Fact]
    public async Task Exit_codes_signals_and_files_are_those_of_a_machine()
    {
        Assert.Equal(3, (await RunAsync("exit 3")).Code);
        var handle = await _machine.StartAsync(new CommandSpec("endless", "exec sleep 86400"), Token);
        await _machine.SignalAsync(handle, ProcessSignal.Terminate, Token);
        Assert.Equal(143, (await _machine.WaitAsync(handle, Token)).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(_local, "in"), "text", Token);
        await _machine.PutAsync([new InputFile(Path.Combine(_local, "in"), "")], "work/out", Token);
        await _machine.GetAsync("work/out", Path.Combine(_local, "back"), Token);
        Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(_local, "back"), Token));
    }

    [Fact]
    public async Task A_program_can_stand_in_and_another_be_missing()
    {
        _machine.AddProgram("apt-get", "echo \"installed $2\"");
        _machine.RemoveProgram("awk");
        Assert.Equal((0, "installed tool\n"), await RunAsync("apt-get install tool"));
        Assert.Equal(127, (await RunAsync("awk 1")).Code);
        Assert.Equal(["awk"], await _machine.FindMissingToolsAsync(["apt-get", "sh", "awk"], Token));
    }

    [Fact]
    public async Task A_lost_machine_keeps_running_what_it_runs()
    {
        var handle = await _machine.StartAsync(new CommandSpec("long", "until [ -e ~/go ]; do sleep 0.05; done; exit 5"), Token);
        var end = _machine.WaitAsync(handle, Token);
        _machine.Disconnect();
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => _machine.StartAsync(new CommandSpec("other", "true"), Token));
        Assert.NotNull(exception.Diagnostics[0].Remedy);
        await File.WriteAllTextAsync(_machine.PathOf("~/go"), "", Token);
        Assert.False(end.IsCompleted);
        _machine.Reconnect();
        Assert.Equal(5, (await end).ExitCode);
    }

    [Fact]
    public async Task A_full_disk_takes_nothing()
    {
        _machine.IsFull = true;
        await Assert.ThrowsAsync<DiagnosticException>(() => _machine.StartAsync(new CommandSpec("c", "echo x >~/file"), Token));
        await File.WriteAllTextAsync(Path.Combine(_local, "in"), "text", Token);
        await Assert.ThrowsAsync<DiagnosticException>(() => _machine.PutAsync([new InputFile(Path.Combine(_local, "in"), "")], "out", Token));
        _machine.IsFull = false;
        Assert.Equal(0, (await RunAsync("echo x >~/file")).Code);
    }

    [Fact]
    public async Task A_slow_machine_can_be_waited_for_no_longer()
    {
        _machine.Delay = TimeSpan.FromHours(1);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var starting = _machine.StartAsync(new CommandSpec("c", "true"), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
    }

    [Fact]
    public async Task A_snapshot_tells_changes_and_leaves_out_what_belongs_to_commands()
    {
        var before = _machine.Snapshot();
        await RunAsync("echo out; : >here");
        Assert.Equal(before, _machine.Snapshot());
        await RunAsync("echo x >~/file; ln -s file ~/link; chmod 700 ~/file; mkfifo ~/pipe; echo y >$FORAY_SHARED/z");
        Assert.Equal("new: foray/shared/z, new: ~/file, new: ~/link, new: ~/pipe", FileSnapshot.Difference(before, _machine.Snapshot()));
        var second = _machine.Snapshot();
        await RunAsync("chmod 600 ~/file; rm ~/link");
        Assert.Equal("changed: ~/file, gone: ~/link", FileSnapshot.Difference(second, _machine.Snapshot()));
    }

    [Fact]
    public async Task Nothing_is_left_when_it_is_disposed()
    {
        var machine = new FakeMachine("gone");
        await machine.StartAsync(new CommandSpec("escape", "setsid sleep 86400 & sleep 86400 & chmod 500 ~; wait"), Token);
        Assert.Equal(["escape"], machine.FindRunningCommands());
        await machine.DisposeAsync();
        Assert.Empty(machine.FindProcesses());
        Assert.False(Directory.Exists(Path.GetDirectoryName(machine.Home)));
        await machine.DisposeAsync();
    }

    [Fact]
    public async Task A_command_can_be_made_to_hang()
    {
        _machine.Hangs = true;
        var handle = await _machine.StartAsync(new CommandSpec("c", "true"), Token);
        Assert.Equal(["c"], _machine.FindRunningCommands());
        await _machine.StopAsync(handle, TimeSpan.FromSeconds(1), Token);
        Assert.Empty(_machine.FindRunningCommands());
    }

    private async Task<(int? Code, string Output)> RunAsync(string script)
    {
        var id = $"c-{_machine.Commands.Count + 1}";
        var handle = await _machine.StartAsync(new CommandSpec(id, script) { WorkingFolder = id }, Token);
        var end = await _machine.WaitAsync(handle, Token);
        await _machine.CollectAsync(handle, Path.Combine(_local, handle.Id), Token);
        return (end.ExitCode, await File.ReadAllTextAsync(Path.Combine(_local, handle.Id, "stdout"), Token));
    }
}
