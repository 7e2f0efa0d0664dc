using System.CommandLine;
using Foray.Cli.Output;
using Foray.Tracking.Store;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs delete</c> and <c>restore</c>: runs are hidden, never removed.</summary>
internal static class RunsLifecycleCommands
{
    public static Command CreateDelete() => Create("delete", "Hide runs; 'restore' takes it back.", "deleted", (runs, id, token) => runs.DeleteAsync(id, token));

    public static Command CreateRestore() => Create("restore", "Take back that runs were deleted.", "restored", (runs, id, token) => runs.RestoreAsync(id, token));

    private static Command Create(string verb, string description, string done, Func<IRuns, string, CancellationToken, Task<bool>> change)
    {
        var names = RunLookup.Several(ArgumentArity.OneOrMore);
        var command = new Command(verb, description) { names };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            // All are found before one is changed.
            if (await new RunLookup(store).FindAsync(parsed.GetValue(names)!, cancellationToken) is not { } runs)
                return ExitCode.Failed;
            foreach (var run in runs)
            {
                await change(store.Runs, run.Id, cancellationToken);
                Console.Out.WriteLine($"{done} {run.Id}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
