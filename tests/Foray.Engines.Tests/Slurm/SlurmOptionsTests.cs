using Foray.Engines.Slurm;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Slurm;

public sealed class SlurmOptionsTests
{
    [Fact]
    public void Options_become_those_of_sbatch()
    {
        var options = Some.Array with
        {
            Partition = "fast",
            Account = "lab",
            Qos = "high",
            TimeLimit = TimeSpan.FromMinutes(90),
            Nodes = 2,
            Tasks = 4,
            Cpus = 8,
            Memory = new ByteSize(1_000_000),
            Gres = "gpu:a100:2",
            ArrayLimit = 5,
        };

        Assert.Equal(
            [
                "--parsable", "--no-requeue", "--array=0-59%5", "--job-name=foray-x", "--comment=foray: trial", "--account=lab", "--qos=high", "--time=0-01:30:00",
                "--partition=fast", "--nodes=2", "--ntasks=4", "--cpus-per-task=8", "--mem=977K", "--gres=gpu:a100:2",
            ],
            SbatchText.Arguments(options, "foray-x", 60));
    }

    [Fact]
    public void Options_of_the_users_own_stand_in_the_script_where_those_of_Foray_win() =>
        Assert.StartsWith("#!/bin/sh\n#SBATCH --constraint=fast\n#SBATCH -L matlab\n# shellcheck", SbatchText.Script(Some.Array with { Options = ["--constraint=fast", "-L matlab"] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("1d2h3m4s", "1-02:03:04")]
    [InlineData("1.5s", "0-00:00:02")]
    public void Times_are_written_as_Slurm_reads_them(string given, string expected)
    {
        Assert.True(Duration.TryParse(given, out var time));
        Assert.Equal(expected, SbatchText.Time(time));
    }

    [Theory]
    [InlineData("--array=1-2", "FORAY285")]
    [InlineData("-J name", "FORAY285")]
    [InlineData("--wait", "FORAY285")]
    [InlineData("constraint=fast", "FORAY286")]
    [InlineData("--x\n#SBATCH --wait", "FORAY286")]
    [InlineData("-", "FORAY286")]
    public void Options_that_Foray_sets_and_what_is_none_are_refused(string option, string code) =>
        Assert.Equal([code], SlurmRules.Check(Some.Array with { Options = [option] }).Select(problem => problem.Code));

    [Fact]
    public void A_case_runs_from_the_first_machine_of_the_labels()
    {
        var plan = Plan(Some.Array with { Matrix = Some.Matrix("n", "1", "2") });

        Assert.Equal(["n=1", "n=2"], plan.Select(work => work.Name));
        Assert.All(plan, work => Assert.Equal(["first"], work.Machines));
    }

    [Fact]
    public void Resources_change_a_case_and_waiting_does_not()
    {
        Assert.NotEqual(Content(Some.Array), Content(Some.Array with { Cpus = 4 }));
        Assert.NotEqual(Content(Some.Array), Content(Some.Array with { Options = ["--exclusive"] }));
        Assert.Equal(Content(Some.Array), Content(Some.Array with { TimeLimit = TimeSpan.FromHours(1), ArrayLimit = 3, Account = "other", Retries = 2 }));
    }

    [Fact]
    public void Rules_of_cases_hold_here_too() => Assert.Equal(
        "FORAY255", Assert.Throws<DiagnosticException>(() => Plan(Some.Array with { Scripts = [new SlurmScript { Script = "true", Name = "a/b" }] })).Diagnostics[0].Code);

    private static string Content(SlurmOptions options) => Plan(options)[0].ContentFor("first");

    private static IReadOnlyList<CasePlan> Plan(SlurmOptions options) =>
        new SlurmExperiment(options, TimeProvider.System).Plan(new FakePlanContext(new ScriptedMachine("first", "all"), new ScriptedMachine("second", "all")));
}
