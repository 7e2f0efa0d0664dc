using Foray.Engines.Shell;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Shell;

public class TransferTests
{
    private readonly ScriptedMachine _a = new("a", "all", "left");
    private readonly ScriptedMachine _b = new("b", "all");

    [Fact]
    public async Task An_input_crosses_to_a_machine_once_and_is_copied_for_every_case()
    {
        using var run = await RunAsync(Input("data/x"), repeat: 2);
        var staged = Staged(_a);
        Assert.Equal(
            [$"put  -> {staged}", $"copy {staged} -> repeat=1.a-1/x", "start repeat=1.a-1/script-1", "remove repeat=1.a-1",
                $"copy {staged} -> repeat=2.a-1/x", "start repeat=2.a-1/script-1", "remove repeat=2.a-1", $"remove {staged}"],
            _a.Calls);
    }

    [Theory]
    [InlineData("data/x", null, "default.a-1/x")]
    [InlineData("data/x/", null, "default.a-1/x")]
    [InlineData("data/x", "y", "default.a-1/y")]
    [InlineData("data/x", "in/", "default.a-1/in/x")]
    [InlineData("data/x", "./", "default.a-1/x")]
    [InlineData("data/x", ".", "default.a-1")]
    [InlineData(".", null, "default.a-1")]
    public async Task A_relative_destination_is_below_the_working_folder(string source, string? destination, string expected)
    {
        using var run = await RunAsync(Input(source, destination));
        Assert.Contains($"copy {Staged(_a)} -> {expected}", _a.Calls);
    }

    [Theory]
    [InlineData("/srv/x", "/srv/x")]
    [InlineData("~/in/", "~/in/x")]
    public async Task Another_destination_is_filled_once_per_machine(string destination, string expected)
    {
        using var run = await RunAsync(Input("data/x", destination), repeat: 2);
        Assert.Equal($"put  -> {expected}", Assert.Single(_a.Calls, call => call.StartsWith("put", StringComparison.Ordinal)));
        Assert.DoesNotContain(_a.Calls, call => call.StartsWith("copy", StringComparison.Ordinal) || call == $"remove {expected}");
    }

    [Fact]
    public async Task Without_inputs_the_whole_folder_is_one()
    {
        var options = Some.Options with { Inputs = null };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        run.Inputs["."] = [new InputFile("/e/x", "x"), new InputFile("/e/d/y", "d/y")];
        await Some.RunAsync(options, run);
        Assert.Contains($"put x d/y -> {Staged(_a)}", _a.Calls);
        Assert.Contains($"copy {Staged(_a)} -> default.a-1", _a.Calls);
    }

    [Fact]
    public async Task What_scripts_reported_is_kept_before_it_is_removed()
    {
        var options = Some.Options with { Scripts = [Some.Script("all", name: "first"), Some.Script("left", name: "second")] };
        using var run = new FakeExperimentRun(Some.Plan(options, _a, _b), _a, _b) { OnEnd = (row, _) => Assert.DoesNotContain($"remove {row.Id}", ((ScriptedMachine)row.Machine!).Calls) };
        await Some.RunAsync(options, run);
        Assert.Equal(["a first default.a-1", "a second default.a-1", "b first default.b-1"], run.Kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_input_goes_to_the_machines_of_its_labels()
    {
        using var run = await RunAsync(Input("data/x") with { Labels = Some.Labels("left") });
        Assert.Contains(_a.Calls, call => call.StartsWith("put", StringComparison.Ordinal));
        Assert.Equal(["start default.b-1/script-1", "remove default.b-1"], _b.Calls);
    }

    [Fact]
    public async Task A_failed_transfer_fails_the_row_and_is_tried_again_by_the_next()
    {
        var failures = 1;
        _a.Fault = call => call.StartsWith("put", StringComparison.Ordinal) && Interlocked.Decrement(ref failures) >= 0
            ? new DiagnosticException(Diagnostic.Error("TEST1", "disk full"))
            : null;
        using var run = await RunAsync(Input("data/x"), repeat: 2);
        Assert.Equal((RowStatus.Failed, "disk full"), (run.Outcome("a", "repeat=1").Status, run.Outcome("a", "repeat=1").Message));
        Assert.Equal(RowStatus.Skipped, Assert.Single(run.Outcome("a", "repeat=1").Scripts).Status);
        Assert.Equal(RowStatus.Passed, run.Outcome("a", "repeat=2").Status);
    }

    [Theory]
    [InlineData("out.txt", null, "out.txt")]
    [InlineData("deep/out.txt", null, "out.txt")]
    [InlineData("out.txt", "results/", "results/out.txt")]
    [InlineData("/var/out.txt", "a/b.txt", "a/b.txt")]
    public async Task Outputs_come_back_below_the_folder_of_the_machine(string source, string? destination, string expected)
    {
        _a.Files["out.txt"] = "result";
        using var run = await FetchAsync(new ShellOutput { Src = source, Dst = destination });
        Assert.Equal(RowStatus.Passed, run.Outcome("a").Status);
        Assert.Equal("result", File.ReadAllText(Path.Combine(run.Row("a").OutputFolder, expected)));
        Assert.Contains(source.StartsWith('/') ? "get /var/out.txt" : $"get default.a-1/{source}", _a.Calls);
    }

    [Fact]
    public async Task A_missing_output_fails_a_case_that_passed()
    {
        using var run = await FetchAsync(new ShellOutput { Src = "none" });
        Assert.Equal(RowStatus.Failed, run.Outcome("a").Status);
        Assert.StartsWith("output 'none' is missing", run.Outcome("a").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_failed_case_did_write_comes_back_and_its_own_reason_is_kept()
    {
        _a.Files["out.txt"] = "half";
        _a.OnStart = _ => Task.FromResult<int?>(1);
        using var run = await FetchAsync(new ShellOutput { Src = "none" }, new ShellOutput { Src = "out.txt" });
        Assert.Equal("script 'script-1' ended with exit code 1", run.Outcome("a").Message);
        Assert.Equal("half", File.ReadAllText(Path.Combine(run.Row("a").OutputFolder, "out.txt")));
    }

    [Fact]
    public async Task An_output_never_replaces_a_file()
    {
        _a.Files["out.txt"] = "new";
        var options = Some.Options with { Outputs = [new ShellOutput { Src = "out.txt" }] };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        var file = Path.Combine(run.Row("a").OutputFolder, "out.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "old");
        await Some.RunAsync(options, run);
        Assert.Equal(RowStatus.Failed, run.Outcome("a").Status);
        Assert.Contains("exists already", run.Outcome("a").Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(file));
    }

    [Fact]
    public async Task Of_two_rows_with_one_destination_the_second_fails()
    {
        (_a.Files["out.txt"], _b.Files["out.txt"]) = ("a", "b");
        var target = Path.Combine(Directory.CreateTempSubdirectory("foray-engines-").FullName, "out.txt");
        using var run = await FetchAsync(new ShellOutput { Src = "out.txt", Dst = target }, both: true);
        Assert.Equal([RowStatus.Passed, RowStatus.Failed], run.Ended.Select(end => end.Outcome.Status).Order());
        Directory.Delete(Path.GetDirectoryName(target)!, recursive: true);
    }

    [Fact]
    public async Task A_new_attempt_replaces_what_the_one_before_brought_back()
    {
        _a.Files["out.txt"] = "first";
        _a.OnStart = command =>
        {
            if (command.Environment["FORAY_ATTEMPT"] == "1")
                return Task.FromResult<int?>(1);
            _a.Files["out.txt"] = "second";
            return Task.FromResult<int?>(0);
        };
        var options = Some.Options with { Outputs = [new ShellOutput { Src = "out.txt" }], Retries = 1 };
        using var run = await Some.RunAsync(options, _a);
        Assert.Equal(RowStatus.Passed, run.Outcome("a").Status);
        Assert.Equal("second", File.ReadAllText(Path.Combine(run.Row("a").OutputFolder, "out.txt")));
    }

    [Fact]
    public async Task A_resumed_row_replaces_what_it_brought_back_itself()
    {
        _a.Files["out.txt"] = "again";
        var options = Some.Options with { Outputs = [new ShellOutput { Src = "out.txt" }] };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        var row = run.Resume(CaseMatrix.SingleCase, _a);
        var file = Path.Combine(row.OutputFolder, "out.txt");
        Directory.CreateDirectory(row.OutputFolder);
        Directory.CreateDirectory(row.Folder);
        File.WriteAllText(file, "before the crash");
        File.WriteAllText(Path.Combine(row.Folder, ".outputs"), file + "\n");
        await Some.RunAsync(options, run);
        Assert.Equal(RowStatus.Passed, run.Outcome("a").Status);
        Assert.Equal("again", File.ReadAllText(file));
    }

    private static ShellInput Input(string source, string? destination = null) => new() { Src = new InputPath(source), Dst = destination };

    private static string Staged(ScriptedMachine machine) =>
        machine.Calls.First(call => call.StartsWith("put", StringComparison.Ordinal)).Split(" -> ")[1];

    private async Task<FakeExperimentRun> RunAsync(ShellInput input, int repeat = 1)
    {
        var options = Some.Options with { Inputs = [input], Repeat = repeat };
        var run = new FakeExperimentRun(Some.Plan(options, _a, _b), _a, _b);
        run.Inputs[input.Src.Path] = [new InputFile("/e/x", "")];
        await Some.RunAsync(options, run);
        return run;
    }

    private Task<FakeExperimentRun> FetchAsync(params ShellOutput[] outputs) => FetchAsync(outputs[0], both: false, outputs[1..]);

    private Task<FakeExperimentRun> FetchAsync(ShellOutput output, bool both, params ShellOutput[] others) =>
        Some.RunAsync(Some.Options with { Outputs = [output, .. others] }, both ? [_a, _b] : [_a]);
}
