using System.Collections.Concurrent;
using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using ITestContext = Foray.Sdk.Jobs.ITestContext;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Runs a test's URI as a script, as it should be done but for one fault. Exit code 9 says that the script is wrong itself.</summary>
internal sealed class ScriptRunner(RunnerFault fault) : IRunner
{
    private const int WrongItself = 9;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<IMachine, string> Everywhere = new();
    private bool? _isReady;

    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        if (fault == RunnerFault.SetsUpForEver && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        _isReady = fault != RunnerFault.SetsUpOnce || _isReady is null;
    }

    public async Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken)
    {
        if (fault == RunnerFault.WritesToTheConsole)
            Console.WriteLine(test.Uri);
        if (fault == RunnerFault.ReportsSeveralLines)
            context.Report("one\ntwo");
        if (_isReady != true)
            return new TestOutcome(TestStatus.Error, "it was not set up");
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(fault == RunnerFault.IgnoresTheToken ? CancellationToken.None : cancellationToken);
        if (test.Parameters.TryGetValue("timeout", out var seconds) && fault != RunnerFault.ForgetsItsTimeout)
            clock.CancelAfter(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        try
        {
            return await WorkAsync(test, context, clock.Token);
        }
        catch (DiagnosticException) when (fault is RunnerFault.PassesOnNoMachine or RunnerFault.BreaksOnNoMachine)
        {
            return fault == RunnerFault.PassesOnNoMachine ? new TestOutcome(TestStatus.Pass) : throw new IOException("the machine is away");
        }
    }

    public async Task TearDownAsync(CancellationToken cancellationToken)
    {
        if (fault == RunnerFault.TearsDownForEver && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        if (fault == RunnerFault.TearsDownWhatWasSetUp && _isReady is null)
            throw new InvalidOperationException("it was not set up");
        if (fault == RunnerFault.TearsDownAll)
        {
            foreach (var (machine, id) in Everywhere)
                await machine.RemoveAsync(id, cancellationToken);
        }

        _isReady = false;
    }

    private async Task<TestOutcome> WorkAsync(Runnable test, ITestContext context, CancellationToken cancellationToken)
    {
        var (machine, id) = (context.Machine, fault == RunnerFault.UsesOneId ? "test" : context.Id);
        if (fault == RunnerFault.TearsDownAll)
            Everywhere.TryAdd(machine, id);
        try
        {
            if (fault == RunnerFault.PreparesUnstoppably)
                await machine.WaitAsync(await machine.StartAsync(new CommandSpec($"prepare-{id}/prepare", "true"), cancellationToken), cancellationToken);
            var environment = fault == RunnerFault.ForgetsTheEnvironment ? new Dictionary<string, string>() : test.Environment;
            var handle = await machine.StartAsync(new CommandSpec($"{id}/test", test.Uri) { Environment = environment }, cancellationToken);
            if (fault == RunnerFault.ReturnsEarly)
                return new TestOutcome(TestStatus.Pass);
            var end = await machine.WaitAsync(handle, cancellationToken);
            if (fault != RunnerFault.ForgetsOutputs)
                await machine.CollectAsync(handle, context.Folder, cancellationToken);
            return Outcome(end.ExitCode);
        }
        catch (OperationCanceledException)
        {
            return new TestOutcome(fault == RunnerFault.CallsCancelledTestsFailed ? TestStatus.Fail : TestStatus.Interrupted, "it was ended");
        }
        finally
        {
            if (fault == RunnerFault.LeavesADaemon)
                await machine.StartAsync(new CommandSpec($"{id}/daemon", "exec sleep 86400"), CancellationToken.None);
            else if (fault != RunnerFault.ReturnsEarly && (fault != RunnerFault.LeavesCancelledTests || !cancellationToken.IsCancellationRequested))
                await EndAsync(machine, id);
        }
    }

    private static async Task EndAsync(IMachine machine, string id)
    {
        if (await machine.AttachAsync($"{id}/test", CancellationToken.None) is { } handle)
            await machine.StopAsync(handle, Grace, CancellationToken.None);
        await machine.RemoveAsync(id, CancellationToken.None);
    }

    private TestOutcome Outcome(int? exitCode) => exitCode switch
    {
        0 => fault == RunnerFault.FailsWhatPasses ? new TestOutcome(TestStatus.Fail, "no reason") : new TestOutcome(TestStatus.Pass),
        WrongItself when fault != RunnerFault.CallsWrongTestsFailed => new TestOutcome(TestStatus.Error, "the test is wrong"),
        _ when fault == RunnerFault.PassesWhatFails => new TestOutcome(TestStatus.Pass),
        _ when fault == RunnerFault.ThrowsWhatFails => throw new InvalidOperationException("the test failed"),
        _ => new TestOutcome(TestStatus.Fail, fault == RunnerFault.GivesNoReason ? null : $"exit code {exitCode}"),
    };
}
