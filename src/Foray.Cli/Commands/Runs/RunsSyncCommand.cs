using System.CommandLine;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Exporting;
using Foray.Tracking.Store;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs sync</c>: runs in another store.</summary>
internal static class RunsSyncCommand
{
    public static Command Create()
    {
        var names = RunLookup.Several(ArgumentArity.OneOrMore);
        var to = new Option<string>("--to") { Description = "The store to copy to: a folder, or postgresql://user@host/database. It is made where there is none.", HelpName = "STORE", Required = true };
        var command = new Command("sync", "Copy runs, and the runs below them, to another store. What is there already is left as it is.") { names, to };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = parsed.GetValue(to)!;
            Refuse(target);
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            if (await new RunLookup(store).FindAsync(parsed.GetValue(names)!, cancellationToken) is not { } runs)
                return ExitCode.Failed;
            await using var other = await TrackingStores.OpenAsync(target, cancellationToken);
            var report = await new RunCopy(store, other).CopyAsync(runs, cancellationToken);
            Console.Out.WriteLine($"{report.Runs} {(report.Runs == 1 ? "run" : "runs")}: {report.Points} points and {report.Artifacts} artifacts were copied");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Refuse(string target)
    {
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw new DiagnosticException(Diagnostic.Error(
                RunsCodes.NoStore, "runs cannot be copied to an MLflow server yet", "name a tracking store, as a folder or as postgresql://user@host/database; the backend 'mlflow' sends what is being tracked to a server"));
        }
    }
}
