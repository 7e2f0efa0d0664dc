using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Foray.Stations.Agents;

namespace Foray.Bench.Stations;

/// <summary>An agent's <c>status</c>, and a task of no length from its start to its end, on each of the ways to an agent.</summary>
internal sealed class AgentCalls(BenchCluster cluster) : IDisposable
{
    private const string Operation = "delay_task";
    private const int Rounds = 5;
    private const int InTurn = 300;
    private const int AtOnce = BenchCluster.Agents * 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Instance id of an agent.</summary>
    public static string Agent(int number) => string.Create(CultureInfo.InvariantCulture, $"agent-{number}");

    public async IAsyncEnumerable<string> RowsAsync()
    {
        await SilenceAsync();
        foreach (var (callers, each) in new[] { (1, InTurn), (BenchCluster.Agents, AtOnce) })
        {
            foreach (var row in Rows("`status`", 1, callers, await CallTimes.CompareAsync(Rounds, each, callers, PartiesOf(1, [AgentAction.Status]))))
                yield return row;
            foreach (var row in Rows("task, `start` and `wait`", 2, callers, await CallTimes.CompareAsync(Rounds, each, callers, PartiesOf(2, [AgentAction.Start, AgentAction.Wait]))))
                yield return row;
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Each way, and then its peers: a bare request, a bare call to another process, a bare call on the same silo.</summary>
    private Func<int, Task>[] PartiesOf(int times, AgentAction[] actions) =>
    [
        caller => AskAsync(actions, action => OverBridgeAsync(caller, action)),
        caller => AskAsync(actions, action => WithClientAsync(caller, action)),
        caller => AskAsync(actions, action => AtGrainAsync(BenchCluster.First, caller, action)),
        caller => AskAsync(actions, action => AtGrainAsync(BenchCluster.Own, caller, action)),
        _ => RepeatAsync(times, () => _http.GetByteArrayAsync(cluster.Bare.Address)),
        _ => RepeatAsync(times, () => cluster.Silo.Grains.GetGrain<IEmptyGrain>(BarePeer.Name).NothingAsync()),
        _ => RepeatAsync(times, () => cluster.Silo.Grains.GetGrain<IEmptyGrain>(BenchCluster.Own).NothingAsync()),
    ];

    private static IEnumerable<string> Rows(string what, int times, int callers, CallTimes[] measured)
    {
        var how = callers == 1 ? "one at a time" : $"{callers} at once";
        var count = times == 1 ? "one" : "two";
        (string Way, string Peer, int Beside)[] ways =
        [
            ("over the bridge", $"{count} bare ASP.NET", 4),
            ("with the typed client", $"{count} bare ASP.NET", 4),
            ("by its grain, from another process", $"{count} bare Orleans, between processes", 5),
            ("by its grain, on the same silo", $"{count} bare Orleans, on the same silo", 6),
        ];
        return ways.Select((way, number) => string.Create(CultureInfo.InvariantCulture,
            $"| {what} {way.Way}, {how}, median of {measured[number].Milliseconds.Length} | {measured[number]} | {way.Peer} {measured[way.Beside]} | {measured[number].Median / measured[way.Beside].Median:0.0} times | |"));
    }

    /// <summary>Ends the heartbeats: each is written to the disk every second. Afterwards every agent has a session to tell of.</summary>
    private async Task SilenceAsync()
    {
        for (var number = 0; number < BenchCluster.Agents; number++)
        {
            foreach (var station in new[] { BenchCluster.First, BenchCluster.Own })
            {
                await AtGrainAsync(station, number, new AgentRequest(AgentAction.Start, "set_heartbeat") { Parameters = new JsonObject { ["heartbeat"] = false } });
                await AtGrainAsync(station, number, AgentAction.Start);
                await AtGrainAsync(station, number, AgentAction.Wait);
            }
        }
    }

    private static async Task AskAsync(AgentAction[] actions, Func<AgentAction, Task<int>> ask)
    {
        foreach (var action in actions)
            Check(await ask(action), action);
    }

    private static async Task RepeatAsync(int times, Func<Task> call)
    {
        for (var i = 0; i < times; i++)
            await call();
    }

    private async Task<int> OverBridgeAsync(int agent, AgentAction action)
    {
        var parameters = ParametersOf(action)?.ToJsonString() ?? "null";
        var body = $$"""{"procedure": "observatory.{{Agent(agent)}}.ops", "args": ["{{action.ToString().ToLowerInvariant()}}", "{{Operation}}"], "kwargs": {"params": {{parameters}} } }""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(cluster.One.Address, "/call"), content);
        var read = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync())!;
        return (int)read["args"]![0]![0]!;
    }

    private async Task<int> WithClientAsync(int agent, AgentAction action)
    {
        var client = cluster.One.Client.Agent(Agent(agent));
        var reply = action switch
        {
            AgentAction.Start => await client.StartAsync(Operation, ParametersOf(action), CancellationToken.None),
            AgentAction.Wait => await client.WaitAsync(Operation, null, CancellationToken.None),
            _ => await client.StatusAsync(Operation, CancellationToken.None),
        };
        return reply.Status;
    }

    private Task<int> AtGrainAsync(string station, int agent, AgentAction action) =>
        AtGrainAsync(station, agent, new AgentRequest(action, Operation) { Parameters = ParametersOf(action) });

    private async Task<int> AtGrainAsync(string station, int agent, AgentRequest request)
    {
        var grain = cluster.Silo.Grains.GetGrain<IAgentGrain>($"{station}/{Agent(agent)}");
        return AgentWire.ReadReply((await grain.RequestAsync(AgentWire.Write(request), CancellationToken.None)).Read()).Status;
    }

    private static JsonObject? ParametersOf(AgentAction action) => action == AgentAction.Start ? new JsonObject { ["delay"] = 0.0 } : null;

    private static void Check(int status, AgentAction action)
    {
        if (status != AgentReply.Ok)
            throw new InvalidOperationException($"'{action}' was refused");
    }
}
