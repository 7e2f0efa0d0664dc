using Foray.Engines.Slurm;
using Foray.Sdk.Experiments;

namespace Foray.Engines.Tests.Slurm;

public sealed class TaskVerdictTests
{
    private static readonly ScriptTimes Script = new("script-1", 0, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1));

    [Fact]
    public void A_task_passes_only_where_all_of_its_scripts_ran()
    {
        Assert.Equal(RowStatus.Passed, TaskVerdict.OfEnd(End(0, false, Script), null, 1).Status);
        Assert.Equal(RowStatus.Failed, TaskVerdict.OfEnd(End(0, true, Script), null, 2).Status);
    }

    [Fact]
    public void A_script_that_fails_is_named_with_its_exit_code() =>
        Assert.Equal("script 'script-1' ended with exit code 7", TaskVerdict.OfEnd(End(7, false, Script with { ExitCode = 7 }), State("FAILED"), 1).Message);

    [Fact]
    public void What_ended_a_killed_script_is_Slurms_to_say() =>
        Assert.Equal("script 'script-1' ended with exit code 137: Slurm says OUT_OF_MEMORY", TaskVerdict.OfEnd(End(137, false, Script with { ExitCode = 137 }), State("OUT_OF_MEMORY"), 1).Message);

    [Theory]
    [InlineData("TIMEOUT", RowStatus.TimedOut, "reached its time limit")]
    [InlineData("CANCELLED", RowStatus.Failed, "cancelled from outside")]
    [InlineData("NODE_FAIL", RowStatus.Failed, "NODE_FAIL on node 'n1'")]
    [InlineData("PREEMPTED", RowStatus.Failed, "PREEMPTED")]
    [InlineData("COMPLETED", RowStatus.Failed, "have to share the folder")]
    public void A_lost_task_says_what_Slurm_says(string state, RowStatus status, string message)
    {
        var verdict = TaskVerdict.OfLoss("5_3", State(state));

        Assert.Equal(status, verdict.Status);
        Assert.Contains(message, verdict.Message, StringComparison.Ordinal);
        Assert.Contains("5_3", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_nobody_knows_any_more_was_lost() =>
        Assert.Contains("does not know it any more", TaskVerdict.OfLoss("5_3", null).Message, StringComparison.Ordinal);

    [Fact]
    public void Waiting_that_ends_by_itself_is_no_trouble_and_waiting_for_the_impossible_is()
    {
        Assert.False(State("PENDING", "Resources").IsStuck);
        Assert.True(State("PENDING", "ReqNodeNotAvail, UnavailableNodes:n1").IsStuck);
        Assert.False(State("PENDING", "ReqNodeNotAvail, UnavailableNodes:n1").IsHopeless);
        Assert.True(State("PENDING", "PartitionTimeLimit").IsHopeless);
        Assert.False(State("RUNNING", "PartitionTimeLimit").IsHopeless);
    }

    private static TaskEnd End(int code, bool asked, params ScriptTimes[] scripts) => new(3, code, asked, "5_3", "n1") { Scripts = scripts };

    private static TaskState State(string state, string reason = "None") => new([3], state, "n1", reason);
}
