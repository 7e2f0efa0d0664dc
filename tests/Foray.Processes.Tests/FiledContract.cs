using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

/// <summary>What holds for programs with their output in files, however they are started.</summary>
public abstract class FiledContract(IReadOnlyList<string>? warden) : ProcessTest(warden)
{
    private static readonly Dictionary<string, string> Variables = new() { ["PATH"] = "/usr/bin:/bin", ["GIVEN"] = "a=b ü" };

    protected string Output => Path.Combine(Folder, "stdout");

    protected string Error => Path.Combine(Folder, "stderr");

    [Fact]
    public async Task Output_error_and_exit_code_are_kept()
    {
        var end = await RunAsync("echo out; echo err >&2; exit 7");
        Assert.Equal((7, 0), (end.ExitCode, end.LeftRunning));
        Assert.Equal(("out\n", "err\n"), (Read(Output), Read(Error)));
    }

    [Fact]
    public async Task A_signal_gives_128_and_its_number() => Assert.Equal(128 + 9, (await RunAsync("kill -9 $$")).ExitCode);

    [Fact]
    public async Task Start_and_elapsed_time_are_those_of_the_program()
    {
        var before = DateTimeOffset.UtcNow;
        var end = await RunAsync("sleep 0.2");
        Assert.InRange(end.Started, before.AddMilliseconds(-1), DateTimeOffset.UtcNow - end.Elapsed.Multiply(0.99));
        Assert.True(end.Elapsed >= TimeSpan.FromSeconds(0.2), $"{end.Elapsed}");
    }

    [Fact]
    public async Task Standard_input_is_empty() => Assert.Equal(0, (await RunAsync("cat; test \"$(readlink /proc/self/fd/0)\" = /dev/null")).ExitCode);

    [Fact]
    public async Task The_environment_is_the_given_one_and_the_mark()
    {
        await RunAsync("exec env");
        var lines = Read(Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("PWD=", StringComparison.Ordinal));
        Assert.Equal(["FORAY_PROGRAM", "GIVEN=a=b ü", "PATH=/usr/bin:/bin"], lines.Select(line => line.StartsWith("FORAY_PROGRAM=", StringComparison.Ordinal) ? "FORAY_PROGRAM" : line).Order());
    }

    [Fact]
    public async Task Arguments_pass_no_shell()
    {
        await Processes.RunToFilesAsync(Request("printf", "%s|", "a b", "$HOME", "", "ü\n'"), Cancellation);
        Assert.Equal("a b|$HOME||ü\n'|", Read(Output));
    }

    [Fact]
    public async Task A_program_has_a_session_of_its_own_in_its_folder_and_no_descriptors_but_its_streams()
    {
        await RunAsync("pwd; read -r pid _ _ _ group session _ </proc/self/stat; echo $((pid - group)) $((pid - session)); cd /proc/$$/fd; echo [0-9] [0-9][0-9]*");
        Assert.Equal(Folder + "\n0 0\n0 1 2 3 [0-9][0-9]*\n", Read(Output)); // 3 is the shell's while it looks
    }

    [Fact]
    public async Task Files_that_are_there_are_emptied()
    {
        await File.WriteAllTextAsync(Output, "what an earlier program printed", Cancellation);
        await RunAsync("echo new");
        Assert.Equal("new\n", Read(Output));
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(1024 * 1024)]
    [InlineData(100_000_000)]
    public async Task Output_of_any_size_arrives_whole_and_takes_no_memory(int size)
    {
        await RunAsync("true");
        var before = GC.GetTotalAllocatedBytes();
        var end = await RunAsync($"head -c {size} /dev/zero | tr '\\0' x; head -c {size} /dev/zero >&2");
        Assert.True(GC.GetTotalAllocatedBytes() - before < 1_000_000, "the output is not read");
        Assert.Equal((0, (long)size, (long)size), (end.ExitCode, new FileInfo(Output).Length, new FileInfo(Error).Length));
        await using var output = File.OpenRead(Output);
        var buffer = new byte[64 * 1024];
        for (int count; (count = await output.ReadAsync(buffer, Cancellation)) > 0;)
            Assert.Equal(-1, buffer.AsSpan(0, count).IndexOfAnyExcept((byte)'x'));
    }

    [Fact]
    public async Task What_it_uses_is_told()
    {
        var idle = (await RunAsync("exec sleep 0.3")).Resources!;
        var large = (await RunAsync("exec dd if=/dev/zero of=/dev/null bs=256M count=1")).Resources!;
        var busy = (await RunAsync("i=0; while [ $i -lt 500000 ]; do i=$((i+1)); done")).Resources!;
        Assert.InRange(large.PeakMemory, 256L << 20, 300L << 20);
        Assert.InRange(idle.PeakMemory, 100L << 10, 200L << 20);
        Assert.True(busy.User > 10 * (idle.User + idle.System), $"{busy} {idle}");
        Assert.True(large.System > TimeSpan.Zero, $"{large}");
    }

    [Fact]
    public async Task Who_is_left_in_the_group_is_ended_and_counted()
    {
        var end = await RunAsync("sleep 1000 & echo $!; sleep 1000 & echo $!; exit 3");
        Assert.Equal((3, 2), (end.ExitCode, end.LeftRunning));
        Assert.All(Pids(), pid => Assert.False(Processes.IsAlive(ProcessTable.Identify(pid))));
    }

    [Fact]
    public async Task A_daemon_is_ended_and_counted()
    {
        var end = await RunAsync($"setsid sh -c 'echo $$; exec sleep 1000' & mkfifo ready; setsid sh -c 'echo $$ >ready; exec sleep 1000' & cat ready");
        Assert.Equal((0, 2), (end.ExitCode, end.LeftRunning));
        Assert.All(Pids(), pid => Assert.False(Processes.IsAlive(ProcessTable.Identify(pid))));
    }

    [Fact]
    public async Task A_daemon_that_ignores_the_request_is_killed_after_the_grace()
    {
        var end = await RunAsync("mkfifo ready; setsid sh -c 'trap \"\" TERM; echo $$ >ready; while :; do sleep 0.1; done' & cat ready", grace: TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, end.ExitCode);
        Assert.True(end.LeftRunning >= 1, $"{end.LeftRunning}");
        Assert.False(Processes.IsAlive(ProcessTable.Identify(Pids()[0])));
    }

    [Fact]
    public async Task Cancelling_asks_first()
    {
        var fifo = await FifoAsync("fifo");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = RunAsync($"trap 'echo bye; exit 0' TERM; echo ready >{fifo}; while :; do sleep 0.01; done", cancel.Token);
        await HearAsync(fifo);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("bye\n", Read(Output));
    }

    [Fact]
    public async Task Cancelling_ends_all_and_kills_who_does_not_listen()
    {
        var fifo = await FifoAsync("fifo");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = RunAsync($"trap '' TERM; sleep 1000 & member=$!; setsid sleep 1000 & echo $$ $member $! >{fifo}; wait", cancel.Token, TimeSpan.FromMilliseconds(100));
        var all = (await HearAsync(fifo)).Split(' ').Select(pid => ProcessTable.Identify(Pid(pid))).ToList();
        Assert.All(all, process => Assert.True(Processes.IsAlive(process)));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.All(all, process => Assert.False(Processes.IsAlive(process)));
    }

    [Fact]
    public async Task What_is_cancelled_before_is_not_started()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync("true", new CancellationToken(true)));
        Assert.False(File.Exists(Output));
    }

    [Theory]
    [InlineData("foray-no-such-program", "foray-no-such-program")]
    [InlineData("/no/such/program", "/no/such/program")]
    public async Task A_missing_program_is_named(string program, string named)
    {
        var diagnostic = await DiagnosticAsync(Request(program));
        Assert.Equal(("FORAY301", $"program '{named}' is not installed"), (diagnostic.Code, diagnostic.Message));
        Assert.NotNull(diagnostic.Remedy);
    }

    [Theory]
    [InlineData("#!/no/such/interpreter\n", UnixFileMode.UserRead | UnixFileMode.UserExecute, "the interpreter named in its first line is missing")]
    [InlineData("not a program\n", UnixFileMode.UserRead | UnixFileMode.UserExecute, "Exec format error")]
    [InlineData("#!/bin/sh\n", UnixFileMode.UserRead, "the file is not executable")]
    public async Task A_file_that_cannot_run_says_why(string content, UnixFileMode mode, string reason)
    {
        var path = Path.Combine(Folder, "program");
        await File.WriteAllTextAsync(path, content, Cancellation);
        File.SetUnixFileMode(path, mode);
        var diagnostic = await DiagnosticAsync(Request("./program"));
        Assert.Equal(("FORAY302", $"cannot start '{Folder}/./program': {reason}"), (diagnostic.Code, diagnostic.Message));
    }

    [Fact]
    public async Task A_missing_working_folder_is_named()
    {
        var diagnostic = await DiagnosticAsync(Request("true") with { WorkingFolder = "/no/such/folder" });
        Assert.Equal("FORAY302", diagnostic.Code);
        Assert.Contains("'/no/such/folder' does not exist", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_made_is_named()
    {
        var diagnostic = await DiagnosticAsync(Request("true") with { ErrorPath = "/no/such/folder/stderr" });
        Assert.Equal("FORAY375", diagnostic.Code);
        Assert.Contains("'/no/such/folder/stderr'", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_NUL_in_an_argument_or_the_environment_is_refused()
    {
        Assert.Equal("FORAY302", (await DiagnosticAsync(Request("true", "a\0b"))).Code);
        Assert.Equal("FORAY302", (await DiagnosticAsync(Request("true") with { Environment = new Dictionary<string, string> { ["A"] = "\0" } })).Code);
    }

    [Fact]
    public async Task Programs_that_wait_for_each_other_run_at_once()
    {
        var fifo = await FifoAsync("fifo");
        var reader = RunAsync(Request("cat", fifo) with { OutputPath = $"{Folder}/read", ErrorPath = $"{Folder}/read-error" });
        var writer = RunAsync($"echo word >{fifo}");
        Assert.All(await Task.WhenAll(reader, writer), end => Assert.Equal((0, 0), (end.ExitCode, end.LeftRunning)));
        Assert.Equal("word\n", Read($"{Folder}/read"));
    }

    [Fact]
    public async Task Two_thousand_in_a_row_leave_no_descriptor_and_no_process()
    {
        await RunAsync("true");
        var before = (OpenDescriptors(), Children());
        for (var i = 0; i < 2000; i++)
            Assert.Equal((0, 0), await RunAsync(Request("/bin/true")) is var end ? (end.ExitCode, end.LeftRunning) : default);
        Assert.Equal(before, (OpenDescriptors(), Children()));
    }

    protected FiledRequest Request(string program, params IReadOnlyList<string> arguments) => new(program, arguments, Folder, Variables, Output, Error);

    protected Task<ProgramEnd> RunAsync(FiledRequest request) => Processes.RunToFilesAsync(request, Cancellation);

    protected Task<ProgramEnd> RunAsync(string script, CancellationToken? cancellation = null, TimeSpan? grace = null) =>
        Processes.RunToFilesAsync(Request("sh", "-c", script) with { Grace = grace ?? TimeSpan.FromSeconds(60) }, cancellation ?? Cancellation);

    protected int[] Pids() => [.. Read(Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Pid)];

    protected static string Read(string path) => File.ReadAllText(path);

    private async Task<Diagnostic> DiagnosticAsync(FiledRequest request) =>
        Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(() => Processes.RunToFilesAsync(request, Cancellation))).Diagnostics);
}
