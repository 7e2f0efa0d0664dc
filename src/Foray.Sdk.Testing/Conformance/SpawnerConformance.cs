using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every spawner plugin promises.</summary>
public static class SpawnerConformance
{
    private const string Gives = "Gives a test a machine, and waits until one is free.";
    private const string Cancelled = "Cancelling ends the waiting, and takes no machine.";
    private const string Release = "Takes a machine back and removes what was made for the test. Safe to repeat.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(SpawnerSubject subject)
    {
        var checks = new CheckList(subject);
        AddAcquire(checks, subject);
        AddRelease(checks, subject);
        if (subject.Failing is { } failing)
        {
            checks.Add("A machine that cannot be had is a diagnostic, and nothing is left of it", "A DiagnosticException where no machine can be had; nothing is left of the attempt.", trial => SpawnerBench.UseAsync(subject, trial, async bench =>
            {
                var (spawner, host) = await bench.StartAsync(failing);
                var before = subject.FindMade(host);
                var failure = await trial.FailureAsync(
                    async () => bench.Hold(spawner, await spawner.AcquireAsync(subject.Test, trial.Token)), "an attempt that cannot succeed", "give up, and throw a DiagnosticException that says why");
                trial.Require(failure is DiagnosticException, $"it led to {failure?.GetType().Name ?? "no exception"}", "throw a DiagnosticException that says what is missing and what to do");
                RequireNothingMade(trial, before, subject.FindMade(host), "after an attempt that failed");
            }));
        }

        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var ((one, _), (other, _)) = (await bench.StartAsync(), await bench.StartAsync());
            var (first, second) = (await bench.AcquireAsync(one), await bench.AcquireAsync(other));
            await bench.ReleaseAsync(one, first);
            await bench.RequireWorksAsync(second, "after another instance had taken its machine back", "keep what an instance holds in its own fields, and no statics with state");
        }));
        checks.AddSilence(trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var (spawner, _) = await bench.StartAsync();
            await bench.ReleaseAsync(spawner, await bench.AcquireAsync(spawner));
        }));
        return checks.Checks;
    }

    private static void AddAcquire(CheckList checks, SpawnerSubject subject)
    {
        checks.Add("It gives a machine that works", Gives, trial => SpawnerBench.UseAsync(subject, trial, async bench =>
            await bench.RequireWorksAsync(await bench.AcquireAsync((await bench.StartAsync()).Spawner), "after it was given", "return from AcquireAsync when the machine can be used")));
        checks.Add("A machine is one test's until it is released", "A machine is one test's until it is released. May be called for several tests at once.", trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var machines = await bench.AcquireAllAsync((await bench.StartAsync()).Spawner);
            var twice = machines.GroupBy(machine => machine.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
            trial.Require(twice is null, $"machine '{twice}' was given to two tests at once", "give each test a machine of its own, with a name of its own, also where they ask at the same time");
        }));
        checks.Add("Cancelling ends an attempt in time", Cancelled, trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var (spawner, _) = await bench.StartAsync();
            await trial.EndsCancelledAsync(
                async () => bench.Hold(spawner, await spawner.AcquireAsync(subject.Test, new CancellationToken(true))), "an attempt with a cancelled token", "hand the token to every call that waits");
        }));
        if (subject.Machines is null)
            return;
        checks.Add("It waits until a machine is free", Gives, trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var (spawner, _) = await bench.StartAsync();
            var machines = await bench.AcquireAllAsync(spawner);
            var waiting = await bench.WaitForOneAsync(spawner, trial.Token);
            await bench.ReleaseAsync(spawner, machines[0]);
            bench.Hold(spawner, await trial.EndsAsync(() => waiting, "the wait for a machine that was released", "give a machine that comes back to a test that waits"));
        }));
        checks.Add("Who waits for a machine can be cancelled, and takes none", Cancelled, trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var (spawner, _) = await bench.StartAsync();
            var machines = await bench.AcquireAllAsync(spawner);
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
            var waiting = await bench.WaitForOneAsync(spawner, cancel.Token);
            await cancel.CancelAsync();
            await trial.EndsCancelledAsync(() => waiting, "the wait for a machine, cancelled,", "hand the token to what waits for a machine");
            await bench.ReleaseAsync(spawner, machines[0]);
            await bench.AcquireAsync(spawner);
        }));
    }

    private static void AddRelease(CheckList checks, SpawnerSubject subject)
    {
        checks.Add("Machines that came back can be had again", Release, trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var (spawner, _) = await bench.StartAsync();
            for (var round = 0; round <= bench.Crowd; round++)
            {
                var machine = await bench.AcquireAsync(spawner);
                await bench.RequireWorksAsync(machine, $"the {round + 1}. time that one was given", "give a machine that works each time, and lose none when it comes back");
                await bench.ReleaseAsync(spawner, machine);
            }
        }));
        checks.Add("A release removes what was made for the test", Release, trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var (spawner, host) = await bench.StartAsync();
            var before = subject.FindMade(host);
            await bench.ReleaseAsync(spawner, await bench.AcquireAsync(spawner));
            RequireNothingMade(trial, before, subject.FindMade(host), "after the release");
        }));
        checks.Add("Releasing twice is safe", Release, trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var (spawner, _) = await bench.StartAsync();
            var machines = await bench.AcquireAllAsync(spawner);
            await bench.ReleaseAsync(spawner, machines[0]);
            await bench.ReleaseAsync(spawner, machines[0]);
            await bench.AcquireAsync(spawner);
            if (subject.Machines is null)
                return;
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
            var waiting = await bench.WaitForOneAsync(spawner, cancel.Token);
            await cancel.CancelAsync();
            await trial.EndsCancelledAsync(() => waiting, "the wait for a machine, cancelled,", "hand the token to what waits for a machine");
        }));
        checks.Add("Cancelling ends a release in time", "Cancellation ends in time.", trial => SpawnerBench.UseAsync(subject, trial, async bench =>
        {
            var (spawner, _) = await bench.StartAsync();
            var machine = await bench.AcquireAsync(spawner);
            await trial.EndsCancelledAsync(() => spawner.ReleaseAsync(machine, new CancellationToken(true)), "a release with a cancelled token", "hand the token to every call that waits");
        }));
    }

    private static void RequireNothingMade(Trial trial, IReadOnlyList<string> before, IReadOnlyList<string> after, string when)
    {
        var left = after.Except(before, StringComparer.Ordinal).FirstOrDefault();
        trial.Require(left is null, $"'{left}' was left {when}", "remove what was made for the test, also where making it failed half-way");
    }
}
