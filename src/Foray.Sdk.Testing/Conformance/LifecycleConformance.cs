using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every plugin with <see cref="IPluginLifecycle"/> promises.</summary>
public static class LifecycleConformance
{
    private const string Stop = "Stops. Safe without a start, safe to repeat, and safe after a start that failed.";
    private const string InTime = "When the token is cancelled it gives up the rest and returns. The host waits for a limited time and goes on without it.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(LifecycleSubject subject)
    {
        var checks = new CheckList(subject);
        AddStops(checks, subject);
        AddStarts(checks, subject);
        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var (one, other) = (subject.Create(hosts.Add()), subject.Create(hosts.Add()));
            await StartAsync(trial, one);
            await StartAsync(trial, other);
            await StopAsync(trial, one);
            await ProbeAsync(trial, subject, other, "the other instance did not work after one was stopped", "keep what an instance holds in its own fields, and no statics with state");
            await StopAsync(trial, other);
        }));
        return checks.Checks;
    }

    private static void AddStops(CheckList checks, LifecycleSubject subject)
    {
        checks.Add("Stopping without a start is safe", Stop, trial => HostPool.UseAsync(trial, RealTime, hosts => StopAsync(trial, subject.Create(hosts.Add()))));
        checks.Add("Stopping twice is safe", Stop, trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var plugin = subject.Create(hosts.Add());
            await StartAsync(trial, plugin);
            await StopAsync(trial, plugin);
            await StopAsync(trial, plugin);
        }));
        checks.Add("A stop ends in time", InTime, trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var plugin = subject.Create(hosts.Add());
            await StartAsync(trial, plugin);
            await StopAsync(trial, plugin);
        }));
        checks.Add("A stop that is told to give up returns", InTime, trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var plugin = subject.Create(hosts.Add());
            await StartAsync(trial, plugin);
            await trial.EndsCancelledAsync(
                () => plugin.StopAsync(new CancellationToken(true)), "the stop with a cancelled token", "watch the stop's token, and give up what is left when it is cancelled");
        }));
    }

    private static void AddStarts(CheckList checks, LifecycleSubject subject)
    {
        checks.Add("It works after a start", "Starts.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var plugin = subject.Create(hosts.Add());
            await StartAsync(trial, plugin);
            await ProbeAsync(trial, subject, plugin, "it did not work after the start", "return from the start when the plugin can be used");
            await StopAsync(trial, plugin);
        }));
        checks.Add("It can be started again after a stop", "It may be started again.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var plugin = subject.Create(hosts.Add());
            await StartAsync(trial, plugin);
            await StopAsync(trial, plugin);
            await StartAsync(trial, plugin);
            await ProbeAsync(trial, subject, plugin, "it did not work after the second start", "make in the start what the stop disposes: a cancellation source, a connection, a loop");
            await StopAsync(trial, plugin);
        }));
        checks.Add("A start that was cancelled can be stopped", "When it is cancelled, the host calls StopAsync.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var plugin = subject.Create(hosts.Add());
            await trial.EndsCancelledAsync(() => plugin.StartAsync(new CancellationToken(true)), "the start with a cancelled token", "hand the token to every call of the start that waits");
            await StopAsync(trial, plugin);
        }));
        checks.Add("What was started goes on when the start's token is cancelled later", "What goes on after the start is ended by StopAsync alone.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var plugin = subject.Create(hosts.Add());
            using var starting = new CancellationTokenSource();
            await trial.EndsAsync(() => plugin.StartAsync(starting.Token), "the start", "return from the start when the plugin can be used");
            await starting.CancelAsync();
            await ProbeAsync(trial, subject, plugin, "it stopped working when the start's token was cancelled", "give what goes on a cancellation source of its own, which the stop cancels");
            await StopAsync(trial, plugin);
        }));
    }

    private static FakeHost RealTime() => new(TimeProvider.System);

    private static Task StartAsync(Trial trial, IPluginLifecycle plugin) =>
        trial.EndsAsync(() => plugin.StartAsync(trial.Token), "the start", "return from the start when the plugin can be used; what goes on runs in the background");

    private static Task StopAsync(Trial trial, IPluginLifecycle plugin) =>
        trial.EndsAsync(() => plugin.StopAsync(CancellationToken.None), "the stop", "end in the stop what the start began, and wait for nothing that does not end");

    private static async Task ProbeAsync(Trial trial, LifecycleSubject subject, IPluginLifecycle plugin, string happened, string remedy)
    {
        Exception? failure = null;
        await trial.EndsAsync(
            async () =>
            {
                try
                {
                    await subject.ProbeAsync(plugin, trial.Token);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            "using it",
            remedy);
        if (failure is not null)
            throw trial.Breach($"{happened}: {failure.Message}", remedy, failure);
    }
}
