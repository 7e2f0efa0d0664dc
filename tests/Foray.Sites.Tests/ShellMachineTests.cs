using System.Formats.Tar;
using Foray.Processes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;

namespace Foray.Sites.Tests;

public sealed class ShellCommandTests : CommandContract
{
    protected override string MachineFolder => Path.Combine(Context.StateFolder, "m1");

    protected override ISite CreateSite() => new ShellSite(Processes);
}

public sealed class ShellFileTests : FileContract
{
    protected override string MachineFolder => Path.Combine(Context.StateFolder, "m1");

    protected override ISite CreateSite() => new ShellSite(Processes);

    [Fact]
    public async Task Links_within_a_folder_come_along_and_those_that_leave_it_do_not()
    {
        await RunAsync(new CommandSpec("l", "mkdir -p d/sub; echo x >d/file; ln -s file d/in; ln -s ../file d/sub/up; ln -s /etc/passwd d/abs; ln -s ../../x d/out; ln d/file d/hard; mkfifo d/fifo"));
        var back = Path.Combine(Folder, "back");
        await Machine.GetAsync("d", back, Token);
        Assert.Equal(["file", "hard", "in", "sub", "sub/up"], Directory.GetFileSystemEntries(back, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(back, path)).Order(StringComparer.Ordinal));
        Assert.Equal("x\n", await File.ReadAllTextAsync(Path.Combine(back, "sub/up"), Token));
        Assert.Equal("x\n", await File.ReadAllTextAsync(Path.Combine(back, "hard"), Token));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/tmp/foray-evil")]
    [InlineData("link/evil")]
    public async Task A_machine_cannot_write_outside_the_folder_that_was_asked_for(string name)
    {
        var archive = Path.Combine(Folder, "evil.tar");
        await using (var writer = new TarWriter(File.Create(archive)))
        {
            await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "inside" }, Token);
            await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) }, Token);
        }

        await using var liar = new LyingMachine(Record, Processes, $"echo folder; cat '{archive}'; printf '\\nforay-end 0\\n'; cat >/dev/null");
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => liar.GetAsync("d", Path.Combine(Folder, "back"), Token));
        Assert.Equal("FORAY327", exception.Diagnostics[0].Code);
        Assert.Empty(Directory.GetFiles(Folder, "evil", SearchOption.AllDirectories));
        Assert.False(File.Exists("/tmp/foray-evil"));
    }

    [Fact]
    public async Task Collecting_takes_the_three_files_and_no_link()
    {
        var archive = Path.Combine(Folder, "evil.tar");
        await using (var writer = new TarWriter(File.Create(archive)))
        {
            await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.SymbolicLink, "stdout") { LinkName = "/etc/passwd" }, Token);
            await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, "more") { DataStream = new MemoryStream("x"u8.ToArray()) }, Token);
            await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, "stderr") { DataStream = new MemoryStream("x"u8.ToArray()) }, Token);
        }

        await using var liar = new LyingMachine(Record, Processes, $"cat '{archive}'; printf '\\nforay-end 0\\n'; cat >/dev/null");
        var into = Path.Combine(Folder, "into");
        await liar.CollectAsync(new CommandHandle("m1", "c"), into, Token);
        Assert.Equal(["stderr"], Directory.GetFileSystemEntries(into).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_connection_that_breaks_for_good_is_told()
    {
        await using var broken = new LyingMachine(Record, Processes, "echo 'the line is dead' >&2; exit 255");
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => broken.DescribeAsync(Token));
        Assert.Equal("FORAY329", exception.Diagnostics[0].Code);
        Assert.Contains("the line is dead", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_ends_where_the_machine_is_gone_for_good_and_not_where_it_is_away()
    {
        await using var losing = new LosingMachine(Record, Processes);
        var wait = losing.WaitAsync(new CommandHandle("m1", "c"), Token);
        await losing.AskedTwice.WaitAsync(Token);
        Assert.False(wait.IsCompleted);
        losing.IsLost = true;
        Assert.Equal("TEST001", (await Assert.ThrowsAsync<DiagnosticException>(() => wait)).Diagnostics[0].Code);
    }

    [Fact]
    public async Task A_start_that_was_cut_off_while_the_script_was_sent_runs_nothing()
    {
        await using var cut = new LyingMachine(Record, Processes, null);
        await Assert.ThrowsAsync<DiagnosticException>(() => cut.StartAsync(new CommandSpec("cut", "echo ran >ran\n#" + new string('x', 100_000)), Token));
        Assert.Equal(0, (await RunAsync(new CommandSpec("cut", "true"))).ExitCode);
        Assert.False(File.Exists(Path.Combine(MachineFolder, "ran")));
    }

    [Fact]
    public async Task A_variable_that_a_shell_cannot_hold_is_refused()
    {
        var command = new CommandSpec("v", "true") { Environment = new Dictionary<string, string> { ["x;reboot"] = "" } };
        Assert.Equal("FORAY326", (await Assert.ThrowsAsync<DiagnosticException>(() => Machine.StartAsync(command, Token))).Diagnostics[0].Code);
    }
}

/// <summary>A site of shells on this computer: what every machine behind a command line is at its core.</summary>
internal sealed class ShellSite(SystemProcesses processes) : ISite
{
    public IReadOnlyList<SiteMachine> Machines { get; } = [new SiteMachine(["a"], "shell")];

    public async Task UpAsync(IReadOnlyList<MachineRequest> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        foreach (var machine in machines)
        {
            var record = new MachineRecord(machine.Name, machine.Id, machine.Labels, Path.Combine(context.StateFolder, machine.Name));
            context.Record(record);
            await using var shell = new PlainMachine(record, processes);
            Assert.Empty((await shell.PrepareAsync([], cancellationToken)).MissingTools);
        }
    }

    public IMachine Connect(MachineRecord machine, ISiteContext context) => new PlainMachine(machine, processes);

    public async Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        foreach (var machine in machines)
        {
            await using var shell = new PlainMachine(machine, processes);
            await shell.ClearAsync(cancellationToken);
        }
    }
}

internal class PlainMachine(MachineRecord machine, SystemProcesses processes) : ShellMachine(machine, machine.Data, 64)
{
    public override Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => Task.FromResult<IPortForward>(new Port(port));

    protected override Task<IPipedProcess> OpenAsync(string command, CancellationToken cancellationToken) =>
        Task.FromResult(processes.Start(new ProcessRequest("/bin/sh", ["-c", command])));

    private sealed record Port(int LocalPort) : IPortForward
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Answers with whatever the script prints; without one, passes the first 20 000 bytes on to a real shell and breaks.</summary>
internal sealed class LyingMachine(MachineRecord machine, SystemProcesses processes, string? script) : PlainMachine(machine, processes)
{
    private readonly SystemProcesses _processes = processes;

    protected override Task<IPipedProcess> OpenAsync(string command, CancellationToken cancellationToken) =>
        Task.FromResult(_processes.Start(script is null
            ? new ProcessRequest("/bin/sh", ["-c", $"head -c 20000 | /bin/sh -c {ShellText.Quote(command)} >/dev/null 2>&1"])
            : new ProcessRequest("/bin/sh", ["-c", script])));
}

/// <summary>Cannot be reached: first because it is away, then because it is gone.</summary>
internal sealed class LosingMachine(MachineRecord machine, SystemProcesses processes) : PlainMachine(machine, processes)
{
    private readonly TaskCompletionSource _askedTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    public volatile bool IsLost;

    public Task AskedTwice => _askedTwice.Task;

    protected override bool IsGone(DiagnosticException failure) => failure.Diagnostics[0].Code == "TEST001";

    protected override Task<IPipedProcess> OpenAsync(string command, CancellationToken cancellationToken)
    {
        if (++_asked == 2)
            _askedTwice.SetResult();
        throw new DiagnosticException(Diagnostic.Error(IsLost ? "TEST001" : "TEST000", "the machine does not answer"));
    }
}
