using System.CommandLine;
using Foray.Cli.Output;
using Foray.Tracking.Runs;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs recover</c>: what processes that are gone have left.</summary>
internal static class RunsRecoverCommand
{
    public static Command Create()
    {
        var command = new Command("recover", "Bring what processes that are gone have tracked into the store.");
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await SpoolRecovery.RecoverAsync(place.Location(parsed), cancellationToken);
            Console.Out.WriteLine(report.Spools == 0 ? "no process has left anything" : $"{report.Spools} {(report.Spools == 1 ? "spool" : "spools")} of processes that are gone");
            foreach (var line in report.Ledger)
                Console.Out.WriteLine($"  {line.Run}: {line.Delivered} brought into the store");
            DiagnosticOutput.WriteErrors(report.Problems);
            return ExitCode.Of(report.Problems);
        });
        return command;
    }
}
