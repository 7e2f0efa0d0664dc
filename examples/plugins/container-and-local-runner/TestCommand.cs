using System.Globalization;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Example.Runners;

/// <summary>Runs a test's command, and says how it ended.</summary>
internal static class TestCommand
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs a command to its end; what it printed is in the test's folder.</summary>
    /// <param name="context">The test.</param>
    /// <param name="script">The command.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="endAsync">What else has to be ended when the test is.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public static async Task<TestOutcome> RunAsync(
        ITestContext context, string script, IReadOnlyDictionary<string, string> environment, Func<Task> endAsync, CancellationToken cancellationToken)
    {
        var machine = context.Machine;
        var command = new CommandSpec($"{context.Id}/test", script) { Environment = environment };
        CommandHandle? handle = null;
        TestOutcome outcome;
        try
        {
            handle = await machine.StartAsync(command, cancellationToken);
            outcome = Outcome(await machine.WaitAsync(handle, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // A start that was cancelled may have started it all the same.
            handle ??= await machine.AttachAsync(command.Id, CancellationToken.None);
            if (handle is not null)
                await machine.StopAsync(handle, Grace, CancellationToken.None);
            await endAsync();
            outcome = new TestOutcome(TestStatus.Interrupted, "it was ended from outside");
        }

        if (handle is not null)
            await machine.CollectAsync(handle, context.Folder, CancellationToken.None);
        await machine.RemoveAsync(context.Id, CancellationToken.None);
        context.Logger.LogDebug("'{Test}' on '{Machine}': {Status}", context.Id, machine.Name, outcome.Status);
        return outcome;
    }

    private static TestOutcome Outcome(CommandEnd end) => end.ExitCode switch
    {
        0 => new TestOutcome(TestStatus.Pass),
        NotExecutable or NotFound => new TestOutcome(TestStatus.Error, "the program is missing or cannot be run"),
        null => new TestOutcome(TestStatus.Error, "it ended without an exit code"),
        { } code => new TestOutcome(TestStatus.Fail, string.Create(CultureInfo.InvariantCulture, $"exit code {code}")),
    };
}
