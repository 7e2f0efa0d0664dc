using System.CommandLine;
using Foray.Cli.Commands.Stations;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Stations.Client;
using Microsoft.Win32.SafeHandles;

namespace Foray.Cli.Commands.Agents;

/// <summary><c>foray agent listen</c>: the entries of a feed as lines of JSON, until Ctrl-C.</summary>
internal static class AgentListenCommand
{
    private const int StandardOutput = 1;
    private const int BrokenPipe = 32;

    public static Command Create()
    {
        var instance = InstanceArgument.Create();
        var feed = new Argument<string>("feed") { Description = "Name of the feed.", HelpName = "FEED" };
        var after = new Option<long?>("--after") { Description = "Begin with the entry after this number. Default: with the next one that is published.", HelpName = "N" };
        var fromStart = new Option<bool>("--from-start") { Description = "Begin with the first entry that is kept." };
        var count = new Option<long?>("--count") { Description = "End after so many entries. Default: at Ctrl-C.", HelpName = "N" };
        var into = new Option<string?>("--into") { Description = "Append to this file instead of printing. Where it has entries of the feed already, listening goes on after the last of them.", HelpName = "FILE" };
        var station = StationPlace.Option();
        var command = new Command("listen", "Print each entry of a feed as a line of JSON, over restarts of the station, until Ctrl-C.") { instance, feed, after, fromStart, count, into, station };
        command.Validators.Add(result =>
        {
            if (result.GetResult(after) is not null && result.GetResult(fromStart) is not null)
                result.AddError("--after and --from-start both say where to begin: give one of them");
            if (result.GetResult(after) is { Tokens: [var number] } && long.TryParse(number.Value, out var sequence) && sequence < 0)
                result.AddError("--after takes a number from 0 on");
            if (result.GetResult(count) is { Tokens: [var most] } && long.TryParse(most.Value, out var entries) && entries < 1)
                result.AddError("--count takes a number from 1 on");
        });
        command.SetAction(async (parsed, _) =>
        {
            var start = parsed.GetValue(after) is { } sequence ? FeedStart.AfterEntry(sequence) : parsed.GetValue(fromStart) ? FeedStart.Beginning : FeedStart.Now;
            using var client = StationPlace.Open(parsed, station);
            var target = new Target(client, parsed.GetValue(instance)!, parsed.GetValue(feed)!, start, parsed.GetValue(count));
            return parsed.GetValue(into) is { } path ? await ListenIntoAsync(target, path) : await PrintAsync(target);
        });
        return command;
    }

    private sealed record Target(StationClient Station, string Instance, string Feed, FeedStart Start, long? Count);

    private static async Task<int> ListenIntoAsync(Target target, string path)
    {
        using var file = FeedFile.Open(path, target.Instance, target.Feed);
        var known = file.Position;
        return await ListenAsync(known is null ? target : target with { Start = FeedStart.After(known) }, entry =>
        {
            if (known is not null && entry.Position.Log != known.Log)
                Console.Error.WriteLine("foray: the feed was made anew since the file was written; it goes on with the first entry that is kept");
            known = entry.Position;
            file.Append(entry);
            return true;
        });
    }

    private static async Task<int> PrintAsync(Target target)
    {
        // .NET's console swallows that nobody reads any more.
        using var handle = new SafeFileHandle(StandardOutput, ownsHandle: false);
        await using var output = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        return await ListenAsync(target, entry => TryWrite(output, FeedLine.Write(target.Instance, target.Feed, entry)));
    }

    /// <returns>False where nobody reads any more, as behind <c>| head</c>.</returns>
    private static bool TryWrite(FileStream output, byte[] line)
    {
        try
        {
            output.Write(line);
            return true;
        }
        catch (IOException exception) when (exception.HResult == BrokenPipe)
        {
            return false;
        }
    }

    /// <summary>Hands on entries until the count is reached, it is interrupted, or nobody takes them.</summary>
    private static async Task<int> ListenAsync(Target target, Func<HeardEntry, bool> take)
    {
        using var interruption = new Interruption();
        var heard = 0L;
        try
        {
            await foreach (var entry in target.Station.ListenAsync(target.Instance, target.Feed, target.Start, TellInterruption, interruption.Token))
            {
                if (entry.Missed > 0)
                    Console.Error.WriteLine($"foray: {entry.Missed} {(entry.Missed == 1 ? "entry" : "entries")} before {entry.Position.Sequence} had been dropped");
                if (!take(entry) || ++heard == target.Count)
                    return ExitCode.Done;
            }
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            // Without a count, this is how listening ends.
        }

        return target.Count is null ? ExitCode.Done : ExitCode.Interrupted;
    }

    private static void TellInterruption(string reason) => Console.Error.WriteLine($"foray: {reason}; listening goes on when the station answers again");
}
