using System.CommandLine;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Store;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs tag</c>: words about a run.</summary>
internal static class RunsTagCommand
{
    public static Command Create()
    {
        var name = RunLookup.One();
        var tags = new Argument<string[]>("tag") { Description = "KEY=VALUE sets a tag, KEY- removes it.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("tag", "Set or remove tags of a run.") { name, tags };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var changes = parsed.GetValue(tags)!.Select(Read).ToList();
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            if (await new RunLookup(store).FindAsync(parsed.GetValue(name)!, cancellationToken) is not { } run)
                return ExitCode.Failed;
            await store.AppendAsync(new StoreBatch { Changes = [.. changes.Select(change => new TagSet(run.Id, change.Key, change.Value))] }, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static (string Key, string? Value) Read(string tag)
    {
        var equals = tag.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
            return (tag[..equals], tag[(equals + 1)..]);
        return equals < 0 && tag.Length > 1 && tag[^1] == '-'
            ? (tag[..^1], null)
            : throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadPair, $"'{tag}' neither sets a tag nor removes one", "write KEY=VALUE, or KEY- to remove it"));
    }
}
