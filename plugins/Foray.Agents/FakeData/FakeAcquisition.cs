using System.Text.Json.Nodes;
using Foray.Sdk.Agents;

namespace Foray.Agents.FakeData;

/// <summary>The process <c>acq</c>: every second, the samples of the time since the last turn.</summary>
internal sealed class FakeAcquisition(FakeDataOptions options, TimeProvider time)
{
    public const string Feed = "false_temperatures";
    public const string TestMode = "test_mode";
    public const string DegradationPeriod = "degradation_period";

    private const string Block = "temps";

    /// <summary>After a longer pause, samples of the time before are left out.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);

    public async Task<string> RunAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var channels = new FakeChannels(options.NumChannels);
        var pace = new Pacemaker(1, time);
        var started = time.GetUtcNow();
        var next = started;
        Tell(session, channels, started);
        do
        {
            try
            {
                await pace.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            next = Sample(session, channels, next);
            Tell(session, channels, time.GetUtcNow());
            Degrade(session, time.GetUtcNow() - started);
        }
        while (!session.GetBoolean(TestMode));
        return "Acquisition exited cleanly.";
    }

    /// <summary>Publishes what is due.</summary>
    /// <returns>Time of the next sample.</returns>
    private DateTimeOffset Sample(IAgentSession session, FakeChannels channels, DateTimeOffset next)
    {
        var now = time.GetUtcNow();
        if (now - next > LongestGap)
            next = now - TimeSpan.FromSeconds(1);
        for (; next <= now; next += TimeSpan.FromSeconds(1 / options.SampleRate))
            session.Publish(Feed, Block, next, channels.Next());
        return next;
    }

    private static void Tell(IAgentSession session, FakeChannels channels, DateTimeOffset now) => session.SetData(new JsonObject
    {
        ["fields"] = channels.Last(),
        ["timestamp"] = Timestamp.Of(now),
    });

    /// <summary>Where there is a period, it is degraded in every second one.</summary>
    private static void Degrade(IAgentSession session, TimeSpan elapsed)
    {
        if (session.Parameters.ContainsKey(DegradationPeriod))
            session.SetDegraded((long)(elapsed.TotalSeconds / session.GetNumber(DegradationPeriod)) % 2 == 1);
    }
}
