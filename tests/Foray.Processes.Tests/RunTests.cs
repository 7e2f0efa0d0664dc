using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

public sealed class RunTests : ProcessTest
{
    [Fact]
    public async Task Output_error_and_exit_code_are_kept()
    {
        var result = await ShellAsync("echo out; echo err >&2; exit 7");
        Assert.Equal(new ProcessResult(7, "out\n", "err\n", false), result);
    }

    [Fact]
    public async Task A_signal_gives_128_and_its_number() => Assert.Equal(128 + 9, (await ShellAsync("kill -9 $$")).ExitCode);

    [Fact]
    public async Task Input_reaches_the_program_and_ends()
    {
        var text = string.Concat(Enumerable.Repeat("zeile ü\n", 100_000));
        var result = await Processes.RunAsync(new ProcessRequest("cat", []) { Input = text }, Cancellation);
        Assert.Equal(text, result.Output);
    }

    [Fact]
    public async Task A_program_may_leave_its_input_unread()
    {
        var result = await Processes.RunAsync(new ProcessRequest("true", []) { Input = new string('x', 1_000_000) }, Cancellation);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Without_input_a_program_reads_the_end_at_once() => Assert.Equal("", (await ShellAsync("cat")).Output);

    [Fact]
    public async Task Both_streams_may_be_filled_at_once()
    {
        var result = await ShellAsync("head -c 3000000 /dev/zero >&2; head -c 2000000 /dev/zero; head -c 1000000 /dev/zero >&2");
        Assert.Equal((2_000_000, 4_000_000), (result.Output.Length, result.Error.Length));
    }

    [Fact]
    public async Task Arguments_pass_no_shell()
    {
        var result = await Processes.RunAsync(new ProcessRequest("printf", ["%s|", "a b", "$HOME", "", "ü\n'"]), Cancellation);
        Assert.Equal("a b|$HOME||ü\n'|", result.Output);
    }

    [Fact]
    public async Task The_environment_is_ours_with_the_changes()
    {
        Environment.SetEnvironmentVariable("FORAY_TEST_KEPT", "kept");
        Environment.SetEnvironmentVariable("FORAY_TEST_REMOVED", "removed");
        var request = new ProcessRequest("env", [])
        {
            Environment = new Dictionary<string, string?> { ["FORAY_TEST_REMOVED"] = null, ["FORAY_TEST_ADDED"] = "a=b", },
        };
        var lines = (await Processes.RunAsync(request, Cancellation)).Output.Split('\n');
        Assert.Contains("FORAY_TEST_KEPT=kept", lines);
        Assert.Contains("FORAY_TEST_ADDED=a=b", lines);
        Assert.DoesNotContain("FORAY_TEST_REMOVED=removed", lines);
    }

    [Fact]
    public async Task The_working_folder_is_the_given_one()
    {
        var result = await Processes.RunAsync(new ProcessRequest("pwd", []) { WorkingFolder = Folder }, Cancellation);
        Assert.Equal(Folder + "\n", result.Output);
    }

    [Fact]
    public async Task Time_up_ends_the_whole_group()
    {
        var request = new ProcessRequest("sh", ["-c", "sleep 1000 & echo $!; wait"]) { Timeout = TimeSpan.FromMilliseconds(300) };
        var result = await Processes.RunAsync(request, Cancellation);
        Assert.True(result.TimedOut);
        Assert.Equal(128 + 15, result.ExitCode);
        Assert.False(Processes.IsAlive(ProcessTable.Identify(Pid(result.Output))));
    }

    [Fact]
    public async Task Time_up_kills_who_does_not_listen()
    {
        var request = new ProcessRequest("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done"]) { Timeout = TimeSpan.FromMilliseconds(300) };
        var result = await Processes.RunAsync(request, Cancellation);
        Assert.Equal(new ProcessResult(128 + 9, "ready\n", "", true), result);
    }

    [Fact]
    public async Task Cancelling_ends_the_whole_group()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var fifo = await FifoAsync("fifo");
        var run = Processes.RunAsync(new ProcessRequest("sh", ["-c", $"sleep 1000 & echo $! > {fifo}; wait"]), cancel.Token);
        var member = ProcessTable.Identify(Pid(await HearAsync(fifo)));
        Assert.True(Processes.IsAlive(member));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(Processes.IsAlive(member));
    }

    [Fact]
    public async Task An_escapee_that_holds_the_output_open_does_not_hold_the_run()
    {
        var result = await ShellAsync("echo before; setsid sleep 1000 & echo $!");
        var lines = result.Output.Split('\n');
        Assert.Equal("before", lines[0]);
        var escapee = ProcessTable.Identify(Pid(lines[1]));
        Assert.True(Processes.IsAlive(escapee));
        Processes.SignalGroup(escapee, ProcessSignal.Kill);
        await Processes.WaitAsync(escapee, Cancellation);
    }

    [Theory]
    [InlineData("foray-no-such-program")]
    [InlineData("/no/such/program")]
    public async Task A_missing_program_is_named(string program)
    {
        var thrown = await Assert.ThrowsAsync<DiagnosticException>(() => Processes.RunAsync(new ProcessRequest(program, []), Cancellation));
        var diagnostic = Assert.Single(thrown.Diagnostics);
        Assert.Equal("FORAY301", diagnostic.Code);
        Assert.Equal($"program '{program}' is not installed", diagnostic.Message);
        Assert.NotNull(diagnostic.Remedy);
    }

    [Fact]
    public async Task A_missing_working_folder_is_named()
    {
        var request = new ProcessRequest("true", []) { WorkingFolder = "/no/such/folder" };
        var before = OpenDescriptors();
        var thrown = await Assert.ThrowsAsync<DiagnosticException>(() => Processes.RunAsync(request, Cancellation));
        Assert.Equal("FORAY302", thrown.Diagnostics[0].Code);
        Assert.Contains("'/no/such/folder' does not exist", thrown.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Equal(before, OpenDescriptors());
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
        var thrown = await Assert.ThrowsAsync<DiagnosticException>(() => Processes.RunAsync(new ProcessRequest(path, []), Cancellation));
        Assert.Equal("FORAY302", thrown.Diagnostics[0].Code);
        Assert.Equal($"cannot start '{path}': {reason}", thrown.Diagnostics[0].Message);
    }

    [Fact]
    public void Programs_are_found_on_the_path_and_by_path()
    {
        Assert.Equal("/bin/sh", Processes.Find("/bin/sh"));
        Assert.EndsWith("/sh", Processes.Find("sh"), StringComparison.Ordinal);
        Assert.Null(Processes.Find("foray-no-such-program"));
        Assert.Null(Processes.Find("/etc"));
        Assert.Null(Processes.Find("/etc/passwd"));
        Assert.Null(Processes.Find(""));
    }

    [Fact]
    public async Task Many_runs_at_once_leave_no_descriptors()
    {
        await ShellAsync("true");
        var before = OpenDescriptors();
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => ShellAsync($"echo {number}; echo error >&2")));
        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}\n"), results.Select(result => result.Output));
        Assert.All(results, result => Assert.Equal("error\n", result.Error));
        Assert.Equal(before, OpenDescriptors());
    }
}
