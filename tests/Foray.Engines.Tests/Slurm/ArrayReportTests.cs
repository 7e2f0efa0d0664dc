using System.Globalization;
using CsCheck;
using Foray.Engines.Slurm;

namespace Foray.Engines.Tests.Slurm;

public sealed class ArrayReportTests
{
    private static readonly string[] Names = ["script-1", "train", "a.b"];

    private static readonly Gen<TaskEnd> Ends = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 255], Gen.Bool, Scripts.Array[0, 3]).Select((index, code, asked, scripts) =>
        new TaskEnd(index, code, asked, $"12_{index}", "node-1") { Scripts = scripts });

    private static Gen<ScriptTimes> Scripts => Gen.Select(Gen.Int[0, 2].Select(i => Names[i]), Gen.Int[0, 255], Gen.Long[0, 4_000_000_000], Gen.Int[0, 1_000_000]).Select(
        (name, code, begun, milliseconds) => new ScriptTimes(name, code, DateTimeOffset.FromUnixTimeSeconds(begun), TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Ends_are_read_as_tasks_write_them() => Ends.Array[0, 20].Sample(ends =>
    {
        var text = string.Concat(ends.Select(end => $"end {end.Index} {end.ExitCode} {(end.Asked ? 1 : 0)} {end.Job} {end.Node}\n"
            + string.Concat(end.Scripts.Select(script => $"script {script.Name} {script.ExitCode} {Seconds(script.Started)} {Seconds(script.Started + script.Elapsed)}\n"))));

        var read = ArrayReport.Parse("job 12\n" + text + "answered\n", 100).Ends;

        Assert.Equal(ends.Length, read.Count);
        Assert.All(ends.Zip(read), pair =>
        {
            Assert.Equal(pair.First with { Scripts = [] }, pair.Second with { Scripts = [] });
            Assert.Equal(pair.First.Scripts, pair.Second.Scripts);
        });
    });

    [Fact]
    public void Any_text_is_read_without_a_fault() => Gen.String[Gen.Char["endjobstatewhyscript 0123456789|-,.\n"], 0, 200].Sample(text => ArrayReport.Parse(text, 100));

    [Fact]
    public void Tasks_that_wait_in_one_line_and_tasks_that_run_are_told_apart()
    {
        var report = ArrayReport.Parse("job 7\nstate 2-59%4|PENDING||JobArrayTaskLimit\nstate 0|COMPLETED|n1|None\nstate 1|RUNNING|n2|None\nanswered\n", 60);

        Assert.True(report.HasAnswered);
        Assert.Equal("7", report.Job);
        Assert.True(report.StateOf(0)!.IsFinal);
        Assert.Equal("n2", report.StateOf(1)!.Nodes);
        Assert.Equal("PENDING (JobArrayTaskLimit)", report.StateOf(59)!.Describe());
        Assert.Null(report.StateOf(60));
    }

    [Fact]
    public void Of_two_jobs_of_one_task_the_one_that_is_not_over_counts() =>
        Assert.Equal("RUNNING", ArrayReport.Parse("state 0|COMPLETED|n1|None\nstate 0|RUNNING|n2|None\nstate 0|CANCELLED|n2|None\n", 1).StateOf(0)!.State);

    [Fact]
    public void A_silent_Slurm_and_a_refusal_are_told()
    {
        var report = ArrayReport.Parse("refused sbatch sbatch: error: no such partition \nunanswered slurm_load_jobs error: Unable to contact slurm controller\n", 1);

        Assert.False(report.HasAnswered);
        Assert.Equal("sbatch sbatch: error: no such partition", report.Refused);
        Assert.StartsWith("slurm_load_jobs", report.Complaint, StringComparison.Ordinal);
        Assert.True(ArrayReport.Parse("gone\n", 1).IsGone);
    }

    [Fact]
    public void Accounting_is_read_with_cancelled_tasks_and_tasks_that_never_started()
    {
        var tasks = AccountedTask.Read("9_0|NODE_FAIL|1700000000|12|n1\n9_1|CANCELLED by 1000|Unknown|0|None assigned\n9_[2-3]|PENDING|Unknown|0|None assigned\n9_0.batch|FAILED|1|1|n1\n", 4);

        Assert.Equal([0, 1, 2, 3], tasks.Keys.Order());
        Assert.Equal("NODE_FAIL", tasks[0].State.State);
        Assert.Equal(TimeSpan.FromSeconds(12), tasks[0].Elapsed);
        Assert.Equal("CANCELLED (by 1000)", tasks[1].State.Describe());
        Assert.Null(tasks[1].Started);
    }

    private static string Seconds(DateTimeOffset time) =>
        ((decimal)(time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond).ToString("0.000000000", CultureInfo.InvariantCulture);
}
