using System.Diagnostics;
using System.Globalization;
using Foray.Stations.Client;

namespace Foray.Bench.Stations;

/// <summary>Hops of an empty program as it sees them itself, and the null program from its submission to the news of its end; each cold and warm.</summary>
internal sealed class Hops(BenchCluster cluster)
{
    private const int Rounds = 3;
    private const int InRound = 10;

    /// <summary>No worker waits for a program with another limit than the usual one: each of its hops starts one.</summary>
    private const long UnusualMemory = 200 << 20;

    /// <summary>Debian's: what `python3` is elsewhere may be a script that looks for one.</summary>
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Long enough for the next worker to be ready.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private static readonly (string Name, string Ending)[] Languages = [("python", "py"), ("javascript", "js")];

    public async IAsyncEnumerable<string> RowsAsync()
    {
        foreach (var (language, ending) in Languages)
        {
            var first = await HopAsync(ending, 1, TimeSpan.Zero, null);
            yield return $"| the very first hop of a {language} program to a station that has just begun | {CallTimes.Text(first[0])} | | | |";
            foreach (var row in await HopRowsAsync(language, ending))
                yield return row;
            foreach (var row in await NullRowsAsync(language, ending))
                yield return row;
        }
    }

    private async Task<IEnumerable<string>> HopRowsAsync(string language, string ending)
    {
        List<double> cold = [], warm = [], atOnce = [], bare = [];
        for (var round = 0; round < Rounds; round++)
        {
            cold.AddRange(await HopAsync(ending, InRound, TimeSpan.Zero, UnusualMemory));
            warm.AddRange(await HopAsync(ending, InRound, Rest, null));
            atOnce.AddRange(await HopAsync(ending, InRound, TimeSpan.Zero, null));
            var calls = await CallTimes.CompareAsync(1, 200, 1, _ => cluster.Silo.Grains.GetGrain<IEmptyGrain>(BarePeer.Name).NothingAsync());
            bare.AddRange(calls[0].Milliseconds);
        }

        var peer = CallTimes.Of(bare);
        return
        [
            Row(language, "cold", CallTimes.Of(cold), peer),
            Row(language, "warm", CallTimes.Of(warm), peer),
            Row(language, "one right after the other", CallTimes.Of(atOnce), peer),
        ];
    }

    private async Task<IEnumerable<string>> NullRowsAsync(string language, string ending)
    {
        List<double> cold = [], warm = [], bare = [];
        for (var i = 0; i < Rounds * InRound; i++)
        {
            cold.Add(await SubmitAsync(ending, UnusualMemory));
            await Task.Delay(Rest);
            warm.Add(await SubmitAsync(ending, null));
            bare.Add(Measurement.Alternate(1, () => Measurement.Run(Interpreter, "-c", "pass"))[0]);
        }

        var interpreter = CallTimes.Of(bare);
        return [NullRow(language, "cold", CallTimes.Of(cold), interpreter), NullRow(language, "warm", CallTimes.Of(warm), interpreter)];
    }

    private static string NullRow(string language, string how, CallTimes calls, CallTimes interpreter) => string.Create(CultureInfo.InvariantCulture,
        $"| the null program in {language}, from submission to the news of its end, {how}, median of {calls.Milliseconds.Length} | {calls} | `{Interpreter} -c pass` {interpreter} | {calls.Median / interpreter.Median:0.0} times | |");

    private static string Row(string language, string how, CallTimes calls, CallTimes peer) => string.Create(CultureInfo.InvariantCulture,
        $"| a hop of an empty {language} program, {how}, median of {calls.Milliseconds.Length} | {calls} | one bare Orleans, between processes {peer} | {calls.Median / peer.Median:0} times | |");

    /// <summary>Milliseconds of each hop of a program.</summary>
    private async Task<double[]> HopAsync(string ending, int hops, TimeSpan rest, long? memory)
    {
        string[] arguments = [BenchCluster.First, BenchCluster.Second, hops.ToString(CultureInfo.InvariantCulture), rest.TotalSeconds.ToString(CultureInfo.InvariantCulture)];
        var printed = await RunAsync(new ProgramSubmission(Of($"hop.{ending}")) { Arguments = arguments, Memory = memory });
        return [.. printed.Split(' ').Select(taken => double.Parse(taken, CultureInfo.InvariantCulture))];
    }

    private async Task<double> SubmitAsync(string ending, long? memory)
    {
        var started = Stopwatch.GetTimestamp();
        await RunAsync(new ProgramSubmission(Of($"null.{ending}")) { Memory = memory });
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    private async Task<string> RunAsync(ProgramSubmission submission)
    {
        var programs = cluster.One.Client.Programs;
        var printed = "";
        await foreach (var news in programs.FollowAsync(await programs.SubmitAsync(submission, CancellationToken.None), CancellationToken.None))
        {
            if (news.Kind == "printed")
                printed += (string?)news.Content["text"];
            if (news.Kind == "ended" && (string?)news.Content["end"] != "returned")
                throw new InvalidOperationException($"a program ended otherwise: {news.Content.ToJsonString()}");
        }

        return printed.Trim();
    }

    private static string Of(string program) => Path.Combine(Repository.Root, "bench", "Foray.Bench", "Stations", program);
}
