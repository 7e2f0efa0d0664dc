using System.Globalization;
using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Pegasus;

/// <summary>Runs main and waits for its workflow, or goes on with one that an earlier run began, and keeps what is left of it.</summary>
internal sealed class WorkflowRunner(PegasusRun pegasus, IRow row, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Most keepers of a workflow, one after the other.</summary>
    private const int MostKeepers = 5;

    private const string Main = "main";
    private const string Records = "workflow";

    private static readonly MachineQuestion Question = new("FORAY364", "how the workflow stands");

    /// <summary>Id of the command that runs main first.</summary>
    public static string FirstCommand(IRow row) => $"{row.Id}/{Main}";

    /// <summary>Folder of the workflow's records on the machine.</summary>
    public static string StateOf(IRow row) => $"{row.Id}/{Records}";

    public async Task<ScriptEnd> RunAsync()
    {
        using var clock = pegasus.StartClock();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(clock.Token);
        var progress = TellProgressAsync(done.Token);
        var end = await KeepAsync(clock);
        await done.CancelAsync();
        await progress;
        var report = new WorkflowReport();
        await pegasus.CleanUpAsync(
            async token => report = WorkflowReport.Parse(await AskAsync(PegasusText.Close + PegasusText.Report, token)), $"asking Pegasus for the end of '{row.Case.Name}'");
        if (report.Submit is { } submit)
            await pegasus.CleanUpAsync(token => FetchAsync(submit, token), $"bringing back what the workflow of '{row.Case.Name}' left");
        var (status, message) = Judge(end, report, clock.Limit);
        var result = end.Result with { Status = status };
        new ScriptFolder(Path.Combine(row.Folder, Main)).Record(result);
        return end with { Result = result, Message = message };
    }

    /// <summary>A keeper that vanished, as where its machine was started again, is replaced: the workflow is HTCondor's, and goes on.</summary>
    private async Task<ScriptEnd> KeepAsync(AttemptClock clock)
    {
        for (var number = 1; ; number++)
        {
            var end = await new ScriptRunner(pegasus, pegasus.Machine, Keeper(number), Main, Path.Combine(row.Folder, Main)).RunAsync(clock);
            if (end.Result is not { Status: RowStatus.Failed, ExitCode: null } || number == MostKeepers || !await IsOpenAsync())
                return end;
            pegasus.Run.Logger.LogWarning("{Case}: what waited for the workflow on {Machine} vanished, and is begun again", row.Case.Name, pegasus.Machine.Name);
        }
    }

    /// <summary>True where there is a workflow that is not over.</summary>
    private async Task<bool> IsOpenAsync()
    {
        try
        {
            return await LookAsync(pegasus.Token) is { Submit: not null, IsOver: false };
        }
        catch (OperationCanceledException) when (pegasus.HasEnded)
        {
            return false;
        }
    }

    private CommandSpec Keeper(int number) => new(number == 1 ? FirstCommand(row) : string.Create(CultureInfo.InvariantCulture, $"{FirstCommand(row)}-{number}"), string.Join('\n',
        $"state=${{FORAY_SHARED%/*}}/{StateOf(row)} interval={pegasus.Interval.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)}",
        MainScript.Function(pegasus.Options.Main),
        BatchText.Keeper,
        PegasusText.Keeper))
    {
        WorkingFolder = CaseRow.WorkingFolderOf(row),
        Environment = environment,
    };

    private async Task TellProgressAsync(CancellationToken cancellationToken)
    {
        var told = "";
        try
        {
            while (true)
            {
                await Task.Delay(pegasus.Interval, pegasus.Time, cancellationToken);
                if (await LookAsync(cancellationToken) is not { Status: { } status } || status.Describe() == told)
                    continue;
                told = status.Describe();
                pegasus.Run.Logger.LogInformation("{Case}: {Progress}", row.Case.Name, told);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Asks how the workflow stands; null where the machine cannot be asked just now.</summary>
    private async Task<WorkflowReport?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return WorkflowReport.Parse(await AskAsync(PegasusText.Report, cancellationToken));
        }
        catch (DiagnosticException error)
        {
            pegasus.Run.Logger.LogDebug("{Reason}", error.Reason());
            return null;
        }
    }

    /// <summary>Brings back what Pegasus says of the workflow, and its submit directory.</summary>
    private async Task FetchAsync(string submit, CancellationToken cancellationToken)
    {
        var kept = Path.Combine(row.Folder, Records);
        await pegasus.Machine.GetAsync($"{StateOf(row)}/result", kept, cancellationToken);
        if (pegasus.Run.HasSecrets)
            ScriptFolder.Mask(kept, ["status", "statistics.txt", "analyzer.txt"], pegasus.Run.Mask);
        await pegasus.Machine.GetAsync(submit, Path.Combine(row.OutputFolder, "submit"), cancellationToken);
    }

    private Task<string> AskAsync(string program, CancellationToken cancellationToken) =>
        pegasus.Machine.AskAsync(Question, program, [("state", StateOf(row))], "", cancellationToken);

    private (RowStatus Status, string? Message) Judge(ScriptEnd end, WorkflowReport report, TimeSpan? limit) => end.Result.Status switch
    {
        RowStatus.TimedOut => (RowStatus.TimedOut, report.Submit is null
            ? end.Message
            : $"timed out after {Duration.Format(limit!.Value)}; the workflow was removed{Standing(report)}"),
        RowStatus.Interrupted => (RowStatus.Interrupted, end.Message),
        _ when report is { Main: 0, Refused: { } code } => (RowStatus.Failed, string.Create(CultureInfo.InvariantCulture, $"pegasus-run ended with exit code {code}: the workflow that main planned was not started")),
        _ when report is { Main: 0, Submit: null } => (RowStatus.Failed, "main ended without naming a submit directory, as Pegasus does where it plans or runs a workflow"),
        RowStatus.Passed when report.HasSucceeded => (RowStatus.Passed, null),
        RowStatus.Passed => (RowStatus.Failed, Reason(report)),
        _ => (RowStatus.Failed, end.Message),
    };

    private string Reason(WorkflowReport report)
    {
        var file = Path.Combine(row.Folder, Records, "analyzer.txt");
        var said = File.Exists(file) ? AnalyzerText.Condense(File.ReadAllText(file)) : "";
        return $"the workflow failed{Standing(report)}{(said.Length == 0 ? "" : $": {said}")}";
    }

    private static string Standing(WorkflowReport report) => report.Status is { } status ? $" with {status.Describe()}" : "";
}
