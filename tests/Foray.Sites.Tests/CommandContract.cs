using System.Globalization;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Processes;

namespace Foray.Sites.Tests;

/// <summary>What commands do on every machine.</summary>
public abstract class CommandContract : MachineTests
{
    [Theory]
    [InlineData("true", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("no-such-program-at-all", 127)]
    public async Task The_exit_code_is_that_of_the_script(string script, int code) =>
        Assert.Equal(code, (await RunAsync(new CommandSpec("run/code", script))).ExitCode);

    [Fact]
    public async Task Times_are_those_of_the_command()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var end = await RunAsync(new CommandSpec("times", "sleep 0.3"));
        Assert.InRange(end.Started, before, DateTimeOffset.UtcNow);
        Assert.True(end.Elapsed >= TimeSpan.FromSeconds(0.28), $"{end.Elapsed}");
        Assert.True(end.Elapsed <= DateTimeOffset.UtcNow - before);
    }

    [Fact]
    public async Task The_interpreter_runs_the_script_with_its_arguments()
    {
        await RunAsync(new CommandSpec("i", "echo ${BASH_VERSION:+bash} $-") { Interpreter = ["/bin/bash", "-u"] });
        var words = (await OutputAsync("i")).Split(' ');
        Assert.Equal("bash", words[0]);
        Assert.Contains('u', words[1]);
    }

    [Fact]
    public async Task Environment_arrives_whatever_is_in_it()
    {
        const string odd = "a 'quoted' \"text\" $HOME `id` \\ *\nsecond line\ttab ünïcode ";
        await RunAsync(new CommandSpec("env", "printf '%s' \"$ODD\"") { Environment = new Dictionary<string, string> { ["ODD"] = odd } });
        Assert.Equal(odd, await OutputAsync("env"));
    }

    [Fact]
    public async Task Commands_find_their_machine_and_a_folder_to_share()
    {
        await RunAsync(new CommandSpec("one", "echo \"$FORAY_MACHINE\" >\"$FORAY_SHARED/name\""));
        await RunAsync(new CommandSpec("two", "cat \"$FORAY_SHARED/name\""));
        Assert.Equal("m1\n", await OutputAsync("two"));
    }

    [Fact]
    public async Task A_secret_is_in_no_argument_list_and_in_no_file()
    {
        var secret = $"secret-{Guid.NewGuid():N}";
        var handle = await Machine.StartAsync(
            new CommandSpec("s", "echo started >here; sleep 60") { Environment = new Dictionary<string, string> { ["TOKEN"] = secret } }, Token);
        await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "here"));
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
            Assert.DoesNotContain(secret, ReadOrEmpty(Path.Combine(folder, "cmdline")), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(MachineFolder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(secret, await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        await Machine.StopAsync(handle, TimeSpan.Zero, Token);
    }

    [Fact]
    public async Task An_id_is_started_once()
    {
        var command = new CommandSpec("once", "echo line >>effects; sleep 0.2");
        var first = await Machine.StartAsync(command, Token);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Machine.StartAsync(command, Token)));
        await Machine.WaitAsync(first, Token);
        await Machine.StartAsync(command, Token);
        Assert.Equal("line\n", await File.ReadAllTextAsync(Path.Combine(MachineFolder, "effects"), Token));
    }

    [Fact]
    public async Task Starts_at_the_same_time_from_two_programs_start_once()
    {
        await using var other = Site.Connect(Record, Context);
        for (var round = 0; round < 5; round++)
        {
            var command = new CommandSpec($"race{round}", $"echo line >>effects{round}");
            await Machine.StartAsync(command, Token);
            Assert.Equal(0, (await other.WaitAsync(await other.StartAsync(command, Token), Token)).ExitCode);
            Assert.Equal("line\n", await File.ReadAllTextAsync(Path.Combine(MachineFolder, $"effects{round}"), Token));
        }
    }

    [Fact]
    public async Task A_command_is_found_again_by_another_program()
    {
        await Machine.StartAsync(new CommandSpec("long/lived", "read line <fifo; exit 5") { WorkingFolder = await FifoAsync() }, Token);
        await Machine.DisposeAsync();
        await using var later = Site.Connect(Record, Context);
        var handle = await later.AttachAsync("long/lived", Token);
        Assert.NotNull(handle);
        var wait = later.WaitAsync(handle, Token);
        await File.WriteAllTextAsync(Path.Combine(Folder, "fifo"), "go\n", Token);
        Assert.Equal(5, (await wait).ExitCode);
        Assert.Null(await later.AttachAsync("long", Token));
        Assert.Null(await later.AttachAsync("never/started", Token));
    }

    [Fact]
    public async Task Cancelling_a_wait_leaves_the_command_alone()
    {
        var handle = await Machine.StartAsync(new CommandSpec("c", "read line <fifo; exit 6") { WorkingFolder = await FifoAsync() }, Token);
        using var cancelled = new CancellationTokenSource();
        var wait = Machine.WaitAsync(handle, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        await File.WriteAllTextAsync(Path.Combine(Folder, "fifo"), "go\n", Token);
        Assert.Equal(6, (await Machine.WaitAsync(handle, Token)).ExitCode);
    }

    [Fact]
    public async Task Output_and_metrics_are_collected_also_while_it_runs()
    {
        var handle = await Machine.StartAsync(
            new CommandSpec("o", "echo out; echo err >&2; echo m 1 >>\"$FORAY_METRICS\"; echo ready >\"$FORAY_SHARED/ready\"; sleep 60"), Token);
        await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "shared", "ready"));
        Assert.Equal(("out\n", "err\n", "m 1\n"), (await OutputAsync("o"), await OutputAsync("o", "stderr"), await OutputAsync("o", "metrics")));
        await Machine.StopAsync(handle, TimeSpan.Zero, Token);
    }

    [Fact]
    public async Task Stopping_asks_first_and_ends_the_group_and_what_escaped_it()
    {
        var handle = await Machine.StartAsync(
            new CommandSpec("stop", """
                trap 'sleep 0.3; echo asked; exit 3' TERM
                setsid nohup sh -c 'echo $$ >escaped; exec sleep 300' &
                sleep 300 &
                echo $! >member
                wait
                """), Token);
        string[] pids = [await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "escaped")), await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "member"))];
        await Machine.StopAsync(handle, TimeSpan.FromSeconds(10), Token);
        Assert.All(pids, pid => Assert.False(Runs(pid), pid));
        Assert.Empty(Processes.FindMarked(CommandMarks.Machine, Record.Id));
        Assert.Equal(3, (await Machine.WaitAsync(handle, Token)).ExitCode);
        Assert.Equal("asked\n", await OutputAsync("stop"));
        await Machine.StopAsync(handle, TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task What_does_not_heed_the_request_is_killed_after_the_grace()
    {
        var handle = await Machine.StartAsync(new CommandSpec("deaf", "trap '' TERM; echo ready >ready; while :; do sleep 0.1; done"), Token);
        await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "ready"));
        await Machine.StopAsync(handle, TimeSpan.FromSeconds(0.2), Token);
        Assert.Empty(Processes.FindMarked(CommandMarks.Machine, Record.Id));
        Assert.Null((await Machine.WaitAsync(handle, Token)).ExitCode);
    }

    [Fact]
    public async Task Signals_reach_the_command()
    {
        var handle = await Machine.StartAsync(new CommandSpec("sig", "trap 'exit 42' INT; echo ready >ready; while :; do sleep 0.05; done"), Token);
        await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "ready"));
        await Machine.SignalAsync(handle, ProcessSignal.Interrupt, Token);
        Assert.Equal(42, (await Machine.WaitAsync(handle, Token)).ExitCode);
        await Machine.SignalAsync(handle, ProcessSignal.Interrupt, Token);
    }

    [Fact]
    public async Task A_command_that_vanished_has_an_end_without_a_code()
    {
        var handle = await Machine.StartAsync(new CommandSpec("gone", "echo $PPID >ppid; sleep 300"), Token);
        var group = await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "ppid"));
        await Processes.RunAsync(new ProcessRequest("/bin/sh", ["-c", $"kill -9 -{group}"]), Token);
        Assert.Null((await Machine.WaitAsync(handle, Token)).ExitCode);
        Assert.Null((await Machine.WaitAsync(handle, Token)).ExitCode);
    }

    [Fact]
    public async Task Limits_are_honoured()
    {
        await RunAsync(new CommandSpec("l", "ulimit -n; ulimit -t; ulimit -v") { Limits = new CommandLimits { OpenFiles = 50, CpuTime = TimeSpan.FromSeconds(9), Memory = new ByteSize(1 << 30) } });
        Assert.Equal("50\n9\n1048576\n", await OutputAsync("l"));
    }

    [Fact]
    public async Task Many_commands_run_at_once()
    {
        var numbers = Enumerable.Range(0, 20).ToList();
        var ends = await Task.WhenAll(numbers.Select(number => RunAsync(new CommandSpec($"many/{number}", $"sleep 0.1; exit {number}"))));
        Assert.Equal(numbers, ends.Select(end => end.ExitCode!.Value));
    }

    [Fact]
    public async Task The_working_folder_is_made_below_the_machine()
    {
        await RunAsync(new CommandSpec("w", "pwd; umask") { WorkingFolder = "deep/er folder" });
        var umask = (await Processes.RunAsync(new ProcessRequest("/bin/sh", ["-c", "umask"]), Token)).Output;
        Assert.Equal($"{MachineFolder}/deep/er folder\n{umask}", await OutputAsync("w"));
    }

    [Fact]
    public async Task A_large_script_is_no_problem()
    {
        var script = $": '{new string('x', 300_000)}'\necho end";
        Assert.Equal(0, (await RunAsync(new CommandSpec("large", script))).ExitCode);
        Assert.Equal("end\n", await OutputAsync("large"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../b")]
    [InlineData("/etc")]
    [InlineData("a//b")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a b")]
    [InlineData("a;b")]
    [InlineData("tasks")]
    [InlineData("shared/x")]
    public async Task Ids_that_are_no_ids_are_refused(string id)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Machine.StartAsync(new CommandSpec(id, "true"), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Machine.RemoveAsync(id, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Machine.AttachAsync(id, Token));
    }

    [Fact]
    public async Task Removing_ends_commands_and_deletes_what_is_theirs_and_nothing_else()
    {
        await RunAsync(new CommandSpec("run/b", "true") { WorkingFolder = "run/b" });
        await Machine.StartAsync(new CommandSpec("run/a/1", "echo x >file; sleep 300") { WorkingFolder = "run/a/1" }, Token);
        await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "run/a/1/file"));
        await Machine.RemoveAsync("run/a", Token);
        await Machine.RemoveAsync("run/a", Token);
        Assert.Empty(Processes.FindMarked(CommandMarks.Machine, Record.Id));
        Assert.Null(await Machine.AttachAsync("run/a/1", Token));
        Assert.NotNull(await Machine.AttachAsync("run/b", Token));
        Assert.Equal(["b"], Directory.GetFileSystemEntries(Path.Combine(MachineFolder, "run")).Select(Path.GetFileName));
        Assert.Equal(["b"], Directory.GetFileSystemEntries(Path.Combine(MachineFolder, "tasks/run")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Removing_follows_no_link_out_of_the_machine()
    {
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "outside", "in")).FullName, "kept");
        await File.WriteAllTextAsync(kept, "x", Token);
        await RunAsync(new CommandSpec("w/1", $"ln -s '{Folder}/outside' inner") { WorkingFolder = "w/1" });
        await Machine.RemoveAsync("w/1", Token);
        await RunAsync(new CommandSpec("x/in", "true"));
        Directory.CreateSymbolicLink(Path.Combine(MachineFolder, "x"), Path.Combine(Folder, "outside"));
        await Assert.ThrowsAsync<Foray.Sdk.Diagnostics.DiagnosticException>(() => Machine.RemoveAsync("x/in", Token));
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public async Task A_removed_command_can_be_started_again()
    {
        await RunAsync(new CommandSpec("again", "exit 1"));
        await Machine.RemoveAsync("again", Token);
        Assert.Equal(2, (await RunAsync(new CommandSpec("again", "exit 2"))).ExitCode);
    }

    [Fact]
    public async Task A_start_that_a_crash_cut_short_is_made_up_for()
    {
        await RunAsync(new CommandSpec("half", "true"));
        var task = Path.Combine(MachineFolder, "tasks", "half");
        foreach (var file in new[] { "pid", "exit", "stdout", "stderr" })
            File.Delete(Path.Combine(task, file));
        await File.WriteAllTextAsync(Path.Combine(task, "pid"), "123 torn", Token);
        await using var later = Site.Connect(Record, Context);
        Assert.Null(await later.AttachAsync("half", Token));
        Assert.Equal(4, (await later.WaitAsync(await later.StartAsync(new CommandSpec("half", "exit 4"), Token), Token)).ExitCode);
    }

    [Fact]
    public async Task Missing_programs_are_told() =>
        Assert.Equal(["no-such-tool", "-x"], await Machine.FindMissingToolsAsync(["sh", "no-such-tool", "-x", "cat"], Token));

    [Fact]
    public async Task Facts_are_those_of_the_machine()
    {
        var facts = await Machine.DescribeAsync(Token);
        Assert.Equal(["architecture", "cpus", "hostname", "kernel", "memory_kib", "os"], facts.Keys.Order());
        Assert.Equal(Environment.ProcessorCount, int.Parse(facts["cpus"], CultureInfo.InvariantCulture));
        Assert.Equal(Environment.MachineName, facts["hostname"]);
        Assert.True(long.Parse(facts["memory_kib"], CultureInfo.InvariantCulture) > 1000);
    }

    [Fact]
    public async Task Down_leaves_no_process_and_no_folder_and_may_be_repeated()
    {
        await Machine.StartAsync(new CommandSpec("d", "setsid nohup sleep 300 & echo x >file; chmod 000 .; sleep 300") { WorkingFolder = "d" }, Token);
        await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "d", "file"));
        await Site.DownAsync([Record], Context, Token);
        Assert.Empty(Processes.FindMarked(CommandMarks.Machine, Record.Id));
        Assert.False(Directory.Exists(MachineFolder));
        await Site.DownAsync([Record], Context, Token);
    }

    [Fact]
    public async Task Down_leaves_a_folder_that_bears_another_mark()
    {
        await File.WriteAllTextAsync(Path.Combine(MachineFolder, MachineLayout.Marker), "somebody-else\n", Token);
        await Site.DownAsync([Record], Context, Token);
        Assert.True(Directory.Exists(MachineFolder));
        await File.WriteAllTextAsync(Path.Combine(MachineFolder, MachineLayout.Marker), $"{Record.Id}\n", Token);
    }

    [Fact]
    public async Task A_forwarded_port_reaches_the_machine()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        await using var forward = await Machine.ForwardAsync(((System.Net.IPEndPoint)listener.LocalEndpoint).Port, Token);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, forward.LocalPort, Token);
        using var server = await listener.AcceptTcpClientAsync(Token);
        await server.GetStream().WriteAsync("hi"u8.ToArray(), Token);
        var received = new byte[2];
        await client.GetStream().ReadExactlyAsync(received, Token);
        Assert.Equal("hi"u8.ToArray(), received);
    }

    private async Task<string> FifoAsync()
    {
        await Processes.RunAsync(new ProcessRequest("mkfifo", [Path.Combine(Folder, "fifo")]), Token);
        return Folder;
    }

    // A zombie whose parent does not care has ended all the same.
    private static bool Runs(string pid) => ReadOrEmpty($"/proc/{pid}/stat") is { Length: > 0 } stat && !stat.Contains(") Z ", StringComparison.Ordinal);

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
