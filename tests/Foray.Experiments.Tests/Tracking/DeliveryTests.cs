using Foray.Experiments.Events;
using Foray.Experiments.Running;
using Foray.Experiments.Tracking;
using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tests.Tracking;

public sealed class DeliveryTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task What_waits_is_told_until_the_deadline_and_the_run_is_fine()
    {
        using var lab = new Lab(Lab.Simple);
        var tracking = new HangingTracking();
        var running = RunAsync(lab, tracking, TestContext.Current.CancellationToken);
        await tracking.Stopping.Task;
        Assert.Equal([new SinkBacklog("slow", 7)], Assert.Single(lab.Events.OfType<RunDelivering>()).Waiting);
        lab.Clock.Advance(29 * Second);
        Assert.False(tracking.Deadline.IsCancellationRequested);
        lab.Clock.Advance(1 * Second);
        var report = await running;
        Assert.False(report.Interrupted);
        Assert.Equal(["slow: 1 of 8"], Assert.Single(lab.Events.OfType<RunTracked>()).Lines);
    }

    [Fact]
    public async Task Who_interrupts_the_delivery_waits_two_seconds_more_and_has_the_results()
    {
        using var lab = new Lab(Lab.Simple);
        using var interruption = new CancellationTokenSource();
        var tracking = new HangingTracking();
        var running = RunAsync(lab, tracking, interruption.Token);
        await tracking.Stopping.Task;
        await interruption.CancelAsync();
        Assert.False(tracking.Deadline.IsCancellationRequested);
        lab.Clock.Advance(2 * Second);
        var report = await running;
        Assert.True(report.Interrupted);
        Assert.All(report.Results!.Cases, row => Assert.Equal(Sdk.Experiments.RowStatus.Passed, row.Outcome.Status));
        Assert.True(File.Exists(Path.Combine(report.Folder!, "manifest.json")));
    }

    private static Task<RunReport> RunAsync(Lab lab, HangingTracking tracking, CancellationToken cancellationToken) => Task.Run(() => new ExperimentWork(
        lab.Services with { OpenTracking = (_, _) => Task.FromResult<IRunTracking>(tracking) }, lab.Paths).RunAsync(new RunOptions(), cancellationToken));

    /// <summary>Delivers nothing until its deadline.</summary>
    private sealed class HangingTracking : IRunTracking, IRunTracker
    {
        public TaskCompletionSource Stopping { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Deadline { get; private set; }

        public IRunTracker Tracker => this;

        public ITrackedRun Start(RunStart run) => new RecordingRun(run);

        public void Collect(ITrackedRun run, ICollector collector, IMachine? machine)
        {
        }

        public IReadOnlyDictionary<string, string> Complete(string run, IReadOnlyDictionary<string, string> variables) => variables;

        public async Task<IReadOnlyList<string>> StopAsync(Action<IReadOnlyList<SinkBacklog>> progress, CancellationToken deadline)
        {
            if (Stopping.Task.IsCompleted)
                return [];
            Deadline = deadline;
            progress([new SinkBacklog("slow", 7)]);
            var over = new TaskCompletionSource();
            await using var registration = deadline.Register(over.SetResult);
            Stopping.SetResult();
            await over.Task;
            return ["slow: 1 of 8"];
        }
    }
}
