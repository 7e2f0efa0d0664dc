using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Tracking.Exporting;
using Foray.Tracking.Store;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs sync</c>: runs in another store, or on an MLflow server.</summary>
internal static class RunsSyncCommand
{
    public static Command Create()
    {
        var names = RunLookup.Several(ArgumentArity.ZeroOrMore);
        var query = RunSelection.Query();
        var to = new Option<string>("--to")
        {
            Description = "Where to copy to: a folder or postgresql://user@host/database, a store that is made where there is none; or http(s)://host:port, an MLflow server.",
            HelpName = "STORE|URL",
            Required = true,
        };
        var command = new Command("sync", "Copy runs, and the runs below them, to another store or to an MLflow server. What is there already is left as it is.") { names, query, to };
        var login = ServerLogin.Of(command);
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            var target = parsed.GetValue(to)!;
            login.Check(parsed, ServerLogin.IsServer(target));
            await using var store = await place.OpenAsync(parsed, interruption.Token);
            if (await RunSelection.FindAsync(store, parsed.GetValue(names)!, parsed.GetValue(query), interruption.Token) is not { } runs)
                return ExitCode.Failed;
            if (ServerLogin.IsServer(target))
                await UploadAsync(store, runs, login.Section(parsed, target), parsed, interruption.Token);
            else
                await CopyAsync(store, runs, target, interruption.Token);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task CopyAsync(ITrackingStore store, IReadOnlyList<StoredRun> runs, string target, CancellationToken cancellationToken)
    {
        await using var other = await TrackingStores.OpenAsync(target, cancellationToken);
        var report = await new RunCopy(store, other).CopyAsync(runs, cancellationToken);
        Tell(report.Runs, report.Points, report.Artifacts);
    }

    private static async Task UploadAsync(ITrackingStore store, IReadOnlyList<StoredRun> runs, Sdk.Documents.MappingNode section, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var server = MLflowTarget.Open(section, parsed);
        var report = await new RunUpload(store, server.Backend).CopyAsync(runs, cancellationToken);
        Tell(report.Runs, report.Points, report.Artifacts);
        foreach (var (reason, count) in report.LeftOut)
            Console.Error.WriteLine($"foray: {count} left out: {reason}");
    }

    private static void Tell(int runs, long points, long artifacts) =>
        Console.Out.WriteLine($"{runs} {(runs == 1 ? "run" : "runs")}: {points} points and {artifacts} artifacts were copied");
}
