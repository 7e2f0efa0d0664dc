using Foray.Jobs.Running;
using Foray.Sdk.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Jobs.Tests.Running;

public sealed class StopReasonTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Nothing_stops_a_job_by_itself()
    {
        using var stop = new StopReason(null, _clock, CancellationToken.None);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.False(stop.IsStopping);
        Assert.Equal(JobEnd.Completed, stop.End);
    }

    [Fact]
    public void A_failure_begins_no_more_tests_and_ends_none()
    {
        using var stop = new StopReason(null, _clock, CancellationToken.None);
        stop.FailFast();
        Assert.True(stop.IsStopping);
        Assert.False(stop.Token.IsCancellationRequested);
        Assert.Equal(JobEnd.FailedFast, stop.End);
    }

    [Fact]
    public void When_its_time_is_up_what_runs_is_ended()
    {
        using var stop = new StopReason(TimeSpan.FromMinutes(5), _clock, CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(stop.Token.IsCancellationRequested);
        Assert.Equal(JobEnd.TimedOut, stop.End);
        Assert.Equal("the job's time of 5m was up", stop.Text);
    }

    [Fact]
    public async Task A_job_that_failed_fast_can_be_interrupted_in_its_last_tests()
    {
        using var outside = new CancellationTokenSource();
        using var stop = new StopReason(TimeSpan.FromMinutes(5), _clock, outside.Token);
        stop.FailFast();
        await outside.CancelAsync();
        Assert.True(stop.Token.IsCancellationRequested);
        Assert.Equal(JobEnd.Interrupted, stop.End);
    }

    [Fact]
    public async Task The_first_reason_to_end_what_runs_stays()
    {
        using var outside = new CancellationTokenSource();
        using var stop = new StopReason(TimeSpan.FromMinutes(5), _clock, outside.Token);
        await outside.CancelAsync();
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(JobEnd.Interrupted, stop.End);
    }
}
