using Foray.Experiments.Events;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Provisioning;

/// <summary>Tries a step until it succeeds or no tries are left.</summary>
internal sealed class Tries(EventStream events, TimeProvider clock)
{
    /// <param name="step">What is tried, for people.</param>
    /// <param name="policy">How often, and with which waits.</param>
    /// <param name="attempt">Does it once, and gives what failed.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>What failed in the last try; empty where it succeeded.</returns>
    public async Task<IReadOnlyList<Diagnostic>> RunAsync(
        string step, StepPolicy policy, Func<CancellationToken, Task<IReadOnlyList<Diagnostic>>> attempt, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var failures = await attempt(cancellationToken);
            if (failures.Count == 0 || tries > policy.Retries)
                return failures;
            var wait = Backoff.WaitAfter(policy.Backoff, tries);
            foreach (var failure in failures)
                events.Send(new LogLine(LogLevel.Warning, step, failure.Message));
            events.Send(new LogLine(LogLevel.Warning, step, $"try {tries + 1} of {policy.Retries + 1} begins in {Duration.Format(wait)}"));
            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
