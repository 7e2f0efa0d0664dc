using Foray.Jobs.Running;
using Foray.Plugins;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Scheduling;

/// <summary>A place of a bench where tests run one after the other.</summary>
internal sealed class TestSlot(PluginScope scope, TimeProvider clock) : ITestSlot
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ProblemList _leaving = new(null);
    private RunnerSlot? _runners;

    public async Task<TestOutcome> RunAsync(TestAttempt attempt, CancellationToken cancellationToken)
    {
        _runners ??= new RunnerSlot(scope, Grace, _leaving, clock);
        var problems = new ProblemList(null);
        using var stop = new StopReason(null, clock, cancellationToken);
        var started = clock.GetUtcNow();
        var since = clock.GetTimestamp();
        Directory.CreateDirectory(attempt.Folder);
        var context = new TestContext(attempt);
        var outcome = await RunAsync(attempt, context, problems, stop);
        context.WriteLog(outcome, started, clock.GetElapsedTime(since));
        return problems.HasErrors ? throw new DiagnosticException(problems.Found) : outcome;
    }

    public async ValueTask DisposeAsync()
    {
        if (_runners is { } runners)
            await runners.DisposeAsync();
        else
            await scope.DisposeAsync();
        if (_leaving.HasErrors)
            throw new DiagnosticException(_leaving.Found);
    }

    private async Task<TestOutcome> RunAsync(TestAttempt attempt, TestContext context, ProblemList problems, StopReason stop)
    {
        try
        {
            var runner = await _runners!.GetAsync(attempt.Test.Kind, stop.Token);
            return await new TestExecution(attempt, stop, problems, clock).RunAsync(runner, context);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return new TestOutcome(TestStatus.Interrupted, stop.Text);
        }
        catch (DiagnosticException failure)
        {
            problems.Add(failure);
            return new TestOutcome(TestStatus.Error, failure.Diagnostics[0].Message);
        }
        catch (Exception error)
        {
            var fault = Diagnostic.Error(PluginCodes.Fault, $"runner '{attempt.Test.Kind}' failed before test {attempt.Name}: {error.Message}",
                "this is a fault of the plugin; run again with --debug for its stack trace, and tell its author");
            problems.Add(new DiagnosticException(fault, error));
            return new TestOutcome(TestStatus.Error, fault.Message);
        }
    }
}
