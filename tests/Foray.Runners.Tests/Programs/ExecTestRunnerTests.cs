using Foray.Runners.Programs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runners.Tests.Programs;

public sealed class ExecTestRunnerTests
{
    private static ExecTestRunner Runner => PluginUnderTest.Create<ExecTestRunner>();

    public static TheoryData<bool> Machines => [true, false];

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task Exit_code_0_passes_and_any_other_fails(bool sharesFiles)
    {
        await using var bench = new TestBench(sharesFiles);
        bench.Script("tests/exit.sh", "exit $1");

        Assert.Equal(new TestOutcome(TestStatus.Pass), await bench.RunAsync(Runner, new Runnable("exec-test", "tests/exit.sh") { Arguments = ["0"] }));
        Assert.Equal(new TestOutcome(TestStatus.Fail, "exit code 7"), await bench.RunAsync(Runner, new Runnable("exec-test", "tests/exit.sh") { Arguments = ["7"] }));
        Assert.Equal(new TestOutcome(TestStatus.Fail, "exit code 127"), await bench.RunAsync(Runner, new Runnable("exec-test", "tests/exit.sh") { Arguments = ["127"] }));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task Arguments_arrive_as_they_are(bool sharesFiles)
    {
        await using var bench = new TestBench(sharesFiles);
        bench.Script("args.sh", "printf '<%s>' \"$@\"");
        string[] arguments = ["a b", "", "it's", "$HOME", "*", "-n", "back\\slash", "new\nline"];

        var (_, output) = await bench.RunForOutputAsync(Runner, new Runnable("exec-test", "args.sh") { Arguments = arguments });

        Assert.Equal(string.Concat(arguments.Select(argument => $"<{argument}>")), output);
    }

    [Fact]
    public async Task Parameters_that_can_be_variables_arrive_as_such_and_the_environment_wins()
    {
        await using var bench = new TestBench();
        bench.Script("env.sh", "echo \"$SIZE $colour $BOTH\"; env | grep -c 'not-a-variable' || :");

        var (_, output) = await bench.RunForOutputAsync(Runner, new Runnable("exec-test", "env.sh")
        {
            Parameters = new Dictionary<string, string> { ["SIZE"] = "3", ["colour"] = "deep red", ["not-a-variable"] = "x", ["BOTH"] = "parameter" },
            Environment = new Dictionary<string, string> { ["BOTH"] = "environment" },
        });

        Assert.Equal("3 deep red environment\n0\n", output);
    }

    [Fact]
    public async Task Where_files_are_shared_a_test_runs_in_its_working_folder()
    {
        await using var bench = new TestBench();
        bench.Script("tests/here.sh", "pwd -P; cat data.txt");
        bench.Write("data.txt", "data");

        var (outcome, output) = await bench.RunForOutputAsync(Runner, new Runnable("exec-test", "tests/here.sh"));

        Assert.Equal(TestStatus.Pass, outcome.Status);
        Assert.Equal($"{bench.Folder}\ndata", output);
    }

    [Fact]
    public async Task On_another_machine_it_runs_in_a_folder_of_its_own_that_is_gone_afterwards()
    {
        await using var bench = new TestBench(sharesFiles: false);
        bench.Script("tests/here.sh", "pwd; ls");
        var before = bench.Machine.Snapshot();

        var (outcome, output) = await bench.RunForOutputAsync(Runner, new Runnable("exec-test", "tests/here.sh"));

        Assert.Equal(TestStatus.Pass, outcome.Status);
        Assert.Equal($"{bench.Machine.PathOf("test-1")}\nhere.sh\n", output);
        Assert.Equal(before, bench.Machine.Snapshot());
        Assert.False(Path.Exists(bench.Machine.PathOf("test-1")));
    }

    [Fact]
    public async Task What_was_put_on_a_machine_goes_also_where_the_program_never_ran()
    {
        await using var bench = new TestBench(sharesFiles: false);
        bench.Script("a.sh", "true");
        await using var machine = new EndingMachine(bench.Machine, () => throw new DiagnosticException(Diagnostic.Error("TEST001", "the machine is away")));
        using var context = bench.Context(machine);

        await Assert.ThrowsAsync<DiagnosticException>(() => Runner.RunAsync(new Runnable("exec-test", "a.sh"), context, TestContext.Current.CancellationToken));

        Assert.Contains("put test-1/a.sh", bench.Machine.Calls);
        Assert.False(Path.Exists(bench.Machine.PathOf("test-1")));
    }

    [Fact]
    public async Task Programs_of_the_system_are_the_machines_own()
    {
        await using var bench = new TestBench(sharesFiles: false);

        Assert.Equal(TestStatus.Pass, (await bench.RunAsync(Runner, new Runnable("exec-test", "/bin/true"))).Status);
        Assert.Equal(TestStatus.Pass, (await bench.RunAsync(Runner, new Runnable("exec-test", "true"))).Status);

        Assert.DoesNotContain(bench.Machine.Calls, call => call.StartsWith("put", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "it has no uri that names a program")]
    [InlineData("missing.sh", "there is no program 'missing.sh' on machine 'm1'")]
    [InlineData("tests/missing.sh", "there is no file 'tests/missing.sh'")]
    [InlineData("plain.sh", "'plain.sh' is not executable")]
    [InlineData("folder", "'folder' is a folder")]
    [InlineData("odd.py", "the interpreter of 'odd.py', '/no/such/python', is not on machine 'm1'")]
    [InlineData("env.py", "the interpreter of 'env.py', 'no-such-python', is not on machine 'm1'")]
    [InlineData("dos.sh", "the interpreter of 'dos.sh', '/bin/sh\\r', is not on machine 'm1'")]
    public async Task A_program_that_cannot_run_is_an_error_that_says_why(string uri, string reason)
    {
        foreach (var sharesFiles in (bool[])[true, false])
        {
            await using var bench = new TestBench(sharesFiles);
            bench.Write("plain.sh", "#!/bin/sh\n");
            bench.Write("folder/a", "");
            bench.Write("odd.py", "#!/no/such/python -x\n", isExecutable: true);
            bench.Write("env.py", "#!/usr/bin/env -S no-such-python\n", isExecutable: true);
            bench.Write("dos.sh", "#!/bin/sh\r\nexit 0\r\n", isExecutable: true);

            Assert.Equal(new TestOutcome(TestStatus.Error, reason), await bench.RunAsync(Runner, new Runnable("exec-test", uri)));
        }
    }

    [Fact]
    public async Task A_test_that_a_signal_ends_fails_and_says_which()
    {
        await using var bench = new TestBench();
        bench.Script("segv.sh", "kill -SEGV $$");

        Assert.Equal(new TestOutcome(TestStatus.Fail, "ended by signal 11 (SIGSEGV)"), await bench.RunAsync(Runner, new Runnable("exec-test", "segv.sh")));
    }

    [Fact]
    public async Task A_test_that_is_killed_with_its_group_is_no_pass()
    {
        await using var bench = new TestBench();
        bench.Script("group.sh", "kill -KILL 0");

        var outcome = await bench.RunAsync(Runner, new Runnable("exec-test", "group.sh"));

        Assert.Equal(TestStatus.Error, outcome.Status);
        Assert.StartsWith("vanished", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "left 1 process running, which was ended")]
    [InlineData(2, "left 2 processes running, which were ended")]
    public async Task Processes_that_were_left_make_a_pass_a_warning(int left, string reason)
    {
        await using var bench = new TestBench();
        var use = new ResourceUse(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 3);
        await using var machine = new EndingMachine(bench.Machine, () => new ProgramEnd(0, default, default) { LeftRunning = left, Resources = use });
        using var context = bench.Context(machine);

        var outcome = await Runner.RunAsync(new Runnable("exec-test", "true"), context, TestContext.Current.CancellationToken);

        Assert.Equal(new TestOutcome(TestStatus.Warn, reason) { Resources = use }, outcome);
        Assert.Single(context.Log.Entries);
    }

    [Fact]
    public async Task Processes_that_were_left_do_not_hide_a_failure()
    {
        await using var bench = new TestBench();
        await using var machine = new EndingMachine(bench.Machine, () => new ProgramEnd(1, default, default) { LeftRunning = 1 });
        using var context = bench.Context(machine);

        Assert.Equal(new TestOutcome(TestStatus.Fail, "exit code 1"), await Runner.RunAsync(new Runnable("exec-test", "true"), context, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_a_machine_refuses_a_program_that_is_missing_the_test_is_an_error()
    {
        await using var bench = new TestBench();
        bench.Write("text", "no program", isExecutable: true);
        await using var machine = new EndingMachine(bench.Machine, () => throw new DiagnosticException(Diagnostic.Error("TEST001", "it cannot be started")));
        using var context = bench.Context(machine);

        Assert.Equal(
            new TestOutcome(TestStatus.Error, "there is no program 'no-such' on machine 'm1'"),
            await Runner.RunAsync(new Runnable("exec-test", "no-such"), context, TestContext.Current.CancellationToken));
        Assert.Equal(
            new TestOutcome(TestStatus.Error, "'text' is neither a program nor a script that begins with '#!'"),
            await Runner.RunAsync(new Runnable("exec-test", "text"), context, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<DiagnosticException>(() => Runner.RunAsync(new Runnable("exec-test", "true"), context, TestContext.Current.CancellationToken));
    }
}
