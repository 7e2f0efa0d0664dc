using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Running;

/// <summary>Runs one attempt of a test on a machine: requirements, set-up, the test within its time, tear-down within its grace period.</summary>
internal sealed class TestExecution(TestAttempt attempt, StopReason stop, ProblemList problems, TimeProvider clock)
{
    private const string SetUp = "set-up";
    private const string TearDown = "tear-down";

    private Runnable Test => attempt.Test;

    private TimeSpan? Timeout => attempt.Timeout;

    public async Task<TestOutcome> RunAsync(IRunner runner, ITestContext context)
    {
        try
        {
            if (Test.Requirements.Count > 0 && await Requirements.FindMissingAsync(Test, context, stop.Token) is { } missing)
                return new TestOutcome(TestStatus.Skip, missing);
        }
        catch (Exception error) when (Explain(error) is { } outcome)
        {
            return outcome;
        }

        var setUp = Test.SetUp is { } line ? await SurroundAsync(SetUp, line, context, stop.Token) : null;
        var result = setUp ?? await RunTestAsync(runner, context);
        return Test.TearDown is { } last ? await TearDownAsync(last, result, context) : result;
    }

    private async Task<TestOutcome> RunTestAsync(IRunner runner, ITestContext context)
    {
        using var time = Timeout is { } timeout ? new CancellationTokenSource(timeout, clock) : null;
        using var either = time is null ? null : CancellationTokenSource.CreateLinkedTokenSource(time.Token, stop.Token);
        try
        {
            var outcome = await runner.RunAsync(Test, context, either?.Token ?? stop.Token);
            return outcome.Status == TestStatus.Interrupted ? Interrupted(time, outcome) : outcome;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested || time?.IsCancellationRequested == true)
        {
            return Interrupted(time, null);
        }
        catch (Exception error) when (Explain(error) is { } outcome)
        {
            return outcome;
        }
    }

    private TestOutcome Interrupted(CancellationTokenSource? time, TestOutcome? outcome)
    {
        var reason = stop.Token.IsCancellationRequested ? stop.Text
            : time?.IsCancellationRequested == true ? $"it took longer than {Foray.Sdk.Options.Duration.Format(Timeout!.Value)}"
            : outcome?.Reason ?? "it was interrupted";
        return (outcome ?? new TestOutcome(TestStatus.Interrupted)) with { Status = TestStatus.Interrupted, Reason = reason };
    }

    private async Task<TestOutcome?> SurroundAsync(string what, string line, ITestContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await SurroundingCommand.RunAsync(what, line, Test, context, attempt.Grace, cancellationToken) is { } problem ? new TestOutcome(TestStatus.Error, problem) : null;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return Interrupted(null, null);
        }
        catch (Exception error) when (Explain(error) is { } outcome)
        {
            return outcome;
        }
    }

    // Whatever stopped the test, its tear-down has its time: the whole grace period, and nothing after it.
    private async Task<TestOutcome> TearDownAsync(string line, TestOutcome result, ITestContext context)
    {
        using var grace = new CancellationTokenSource(attempt.Grace, clock);
        string? problem;
        try
        {
            problem = await SurroundingCommand.RunAsync(TearDown, line, Test, context, TimeSpan.Zero, grace.Token);
        }
        catch (OperationCanceledException) when (grace.IsCancellationRequested)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"its {TearDown} took longer than {Foray.Sdk.Options.Duration.Format(attempt.Grace)} and was killed");
        }
        catch (Exception error) when (Explain(error) is { } outcome)
        {
            problem = outcome.Reason;
        }

        if (problem is null)
            return result;
        return result.IsSuccess
            ? result with { Status = TestStatus.Error, Reason = problem }
            : result with { Reason = $"{result.Reason}; {problem}" };
    }

    /// <summary>What a failure means for the test: nothing is known of it. Null for a cancellation.</summary>
    private TestOutcome? Explain(Exception error)
    {
        switch (error)
        {
            case OperationCanceledException when stop.Token.IsCancellationRequested:
                return null;
            case DiagnosticException failure:
                problems.Add(failure);
                return new TestOutcome(TestStatus.Error, failure.Diagnostics[0].Message);
            default:
                var fault = Diagnostic.Error(Plugins.PluginCodes.Fault, $"runner '{Test.Kind}' failed on test {attempt.Name}: {error.Message}",
                    "this is a fault of the plugin; run again with --debug for its stack trace, and tell its author");
                problems.Add(new DiagnosticException(fault, error));
                return new TestOutcome(TestStatus.Error, fault.Message);
        }
    }
}
