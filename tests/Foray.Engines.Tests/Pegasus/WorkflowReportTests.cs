using CsCheck;
using Foray.Engines.Pegasus;

namespace Foray.Engines.Tests.Pegasus;

public sealed class WorkflowReportTests
{
    private static readonly string[] States = ["Running", "Success", "Failure"];

    private static readonly Gen<WorkflowStatus> Statuses = Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 5000], Gen.Int[0, 5000], Gen.Int[0, 2]).Select(
        (waiting, done, failed, state) => new WorkflowStatus(waiting + done + failed, done, failed, States[state]));

    [Fact]
    public void What_pegasus_status_says_as_JSON_is_read() => Statuses.Sample(status =>
    {
        var numbers = $"\"unready\": {status.Total - status.Succeeded - status.Failed}, \"succeeded\": {status.Succeeded}, \"failed\": {status.Failed}, \"percent_done\": 1.5, \"total\": {status.Total}";
        var text = $"{{\n  \"totals\": {{{numbers}}},\n  \"dags\": {{\"root\": {{{numbers}, \"state\": \"{status.State}\", \"dagname\": \"a-0.dag\"}}}}\n}}\n";

        Assert.Equal(status, WorkflowStatus.Parse(text));
    });

    [Fact]
    public void What_pegasus_status_says_as_a_table_is_read() => Statuses.Sample(status =>
    {
        var text = $"\n(no matching jobs found in Condor Q)\nUNREADY READY  PRE  IN_Q  POST  DONE  FAIL %DONE STATE   DAGNAME\n    0     0    0  {status.Total - status.Succeeded - status.Failed}    0   {status.Succeeded}   {status.Failed}  50.0 {status.State} *a-0.dag\n    1     0    0     0     0     0     0   0.0 Running sub-0.dag\nSummary: 1 DAG total\n";

        Assert.Equal(status, WorkflowStatus.Parse(text));
    });

    [Fact]
    public void Any_text_is_read_without_a_fault() => Gen.String[Gen.Char["{}[]\":,totalsdagrUNREADYDONE%* 0123456789.\n"], 0, 200].Sample(text =>
    {
        WorkflowStatus.Parse(text);
        WorkflowReport.Parse(text);
    });

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"dags\": 5}")]
    [InlineData("{\"dags\": {\"root\": 1}}")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("")]
    public void What_tells_nothing_is_no_success(string text) => Assert.Null(WorkflowStatus.Parse(text)?.HasSucceeded);

    [Fact]
    public void A_report_is_read_with_the_lines_of_the_status()
    {
        var report = WorkflowReport.Parse("analyzed 2\nmain 0\nsubmit /home/me/a b/run0001\nover yes\nstatus {\"totals\": {\"total\": 4, \"succeeded\": 4},\nstatus  \"dags\": {\"root\": {\"state\": \"Success\"}}}\n");

        Assert.Equal((0, "/home/me/a b/run0001", true, 2), (report.Main, report.Submit, report.IsOver, report.Analyzed));
        Assert.True(report.HasSucceeded);
        Assert.Equal("4 of 4 jobs done (Success)", report.Status!.Describe());
    }

    [Fact]
    public void Where_no_state_is_told_the_analyzer_decides()
    {
        Assert.True(WorkflowReport.Parse("main 0\nover yes\nanalyzed 0\n").HasSucceeded);
        Assert.False(WorkflowReport.Parse("main 0\nover yes\nanalyzed 2\n").HasSucceeded);
        Assert.False(WorkflowReport.Parse("main 0\nanalyzed 0\n").HasSucceeded);
    }

    [Fact]
    public void A_message_has_the_lines_of_the_analyzer_that_say_something_and_no_more_than_fits()
    {
        Assert.Equal("Summary; # jobs failed : 1", AnalyzerText.Condense("****Summary****\n\n # jobs failed : 1 \n-----\n"));
        Assert.Equal(600, AnalyzerText.Condense(new string('x', 5000)).Length);
    }
}
