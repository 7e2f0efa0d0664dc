using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sites.Local;

namespace Foray.Sites.Tests;

public sealed class LocalProgramTests : MachineTests
{
    static LocalProgramTests() => Environment.SetEnvironmentVariable("FORAY_TEST_SETTING", "ours");

    protected override string MachineFolder => Path.Combine(Context.StateFolder, "m1");

    private string Results => Directory.CreateDirectory(Path.Combine(Folder, "results")).FullName;

    protected override ISite CreateSite() => LocalSites.Create(Processes);

    [Fact]
    public async Task What_it_prints_and_reports_is_in_the_local_folder_and_nothing_else()
    {
        var end = await RunAsync(Shell("echo out; echo err >&2; echo loss=1 >>\"$FORAY_METRICS\"; exit 7"));
        Assert.Equal((7, 0), (end.ExitCode, end.LeftRunning));
        Assert.NotNull(end.Resources);
        Assert.Equal(["metrics", "stderr", "stdout"], Directory.GetFileSystemEntries(Results).Select(Path.GetFileName).Order());
        Assert.Equal(["out\n", "err\n", "loss=1\n"], ((string[])["stdout", "stderr", "metrics"]).Select(Read));
    }

    [Fact]
    public async Task Its_environment_is_that_of_a_command()
    {
        await RunAsync(Shell("env") with { Environment = new Dictionary<string, string> { ["GIVEN"] = "a=b", ["FORAY_MACHINE"] = "mine" } });
        var lines = Read("stdout").Split('\n');
        string[] expected =
        [
            "GIVEN=a=b", $"HOME={Environment.GetEnvironmentVariable("HOME")}", $"PWD={MachineFolder}", "FORAY_MACHINE=m1", $"FORAY_METRICS={Results}/metrics", $"FORAY_SHARED={MachineFolder}/shared",
            $"{CommandMarks.Machine}={Record.Id}", $"{CommandMarks.Command}={CommandMarks.Of(Record.Id, "test/1")}",
        ];
        Assert.Equal(expected, expected.Intersect(lines));
        Assert.DoesNotContain("FORAY_TEST_SETTING=ours", lines);
    }

    [Fact]
    public async Task A_relative_working_folder_is_made_below_the_machine_and_a_relative_program_starts_from_the_working_folder()
    {
        await RunAsync(Shell("pwd; printf '#!/bin/sh\\necho here\\n' >program; chmod +x program") with { WorkingFolder = "deep/er" });
        Assert.Equal($"{MachineFolder}/deep/er\n", Read("stdout"));
        await RunAsync(new ProgramSpec("test/2", "./program", []) { WorkingFolder = "deep/er" });
        Assert.Equal("here\n", Read("stdout"));
        await RunAsync(new ProgramSpec("test/3", "er/program", []) { WorkingFolder = $"{MachineFolder}/deep" });
        Assert.Equal("here\n", Read("stdout"));
    }

    [Fact]
    public async Task Arguments_pass_no_shell()
    {
        await RunAsync(new ProgramSpec("test/1", "printf", ["%s|", "a b", "$HOME", "", "*"]));
        Assert.Equal("a b|$HOME||*|", Read("stdout"));
    }

    [Fact]
    public async Task Nothing_that_it_started_runs_on()
    {
        var end = await RunAsync(Shell("sleep 1000 & setsid sleep 1000 & exit 0"));
        Assert.Equal(2, end.LeftRunning);
        Assert.Empty(Processes.FindMarked(CommandMarks.Machine, Record.Id));
    }

    [Fact]
    public async Task Cancelling_ends_it_and_keeps_what_it_printed()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = Machine.RunProgramAsync(Shell("trap '' TERM; echo started; echo ready >ready; while :; do sleep 0.1; done") with { Grace = TimeSpan.FromMilliseconds(100) }, Results, cancel.Token);
        await ReadWhenWrittenAsync(Path.Combine(MachineFolder, "ready"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("started\n", Read("stdout"));
        Assert.Empty(Processes.FindMarked(CommandMarks.Machine, Record.Id));
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_is_a_diagnostic()
    {
        var thrown = await Assert.ThrowsAsync<DiagnosticException>(() => RunAsync(new ProgramSpec("test/1", "no-such-program", [])));
        Assert.Equal("FORAY301", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public Task An_id_that_is_none_is_refused() => Assert.ThrowsAsync<ArgumentException>(() => RunAsync(Shell("true") with { Id = "../x" }));

    private static ProgramSpec Shell(string script) => new("test/1", "sh", ["-c", script]);

    private Task<ProgramEnd> RunAsync(ProgramSpec program) => Machine.RunProgramAsync(program, Results, Token);

    private string Read(string name) => File.ReadAllText(Path.Combine(Results, name));
}
