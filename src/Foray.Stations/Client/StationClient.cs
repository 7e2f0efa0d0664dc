using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;

namespace Foray.Stations.Client;

/// <summary>
/// A station as its clients see it, over HTTP: the agents of its cluster and their feeds. Every request throws a <see cref="DiagnosticException"/> where the station cannot be reached
/// (FORAY370), and with the station's own diagnostics where it refuses. Safe to use from several threads.
/// </summary>
/// <param name="station">Its address, such as <c>http://127.0.0.1:7070</c>; see <see cref="AddressOf"/>.</param>
/// <param name="time">Clock of waits between attempts. Default: the system's.</param>
public sealed class StationClient(Uri station, TimeProvider? time = null) : IDisposable
{
    /// <summary>The environment variable with the address of the station.</summary>
    public const string Variable = "FORAY_STATION";

    /// <summary>The address of a station that was started without <c>--port</c> on this computer.</summary>
    public const string DefaultAddress = "http://127.0.0.1:7070";

    private readonly StationRequests _requests = new(station);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The station that is meant: the given one, else that of the variable <see cref="Variable"/>, else <see cref="DefaultAddress"/>.</summary>
    /// <exception cref="DiagnosticException">It is no address (FORAY225).</exception>
    public static Uri AddressOf(string? given)
    {
        if (given is not null)
            return Parse("the station", given);
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? Parse($"the variable {Variable}", set) : new Uri(DefaultAddress);
    }

    /// <summary>All agents of the station's cluster, by instance.</summary>
    public async Task<IReadOnlyList<AgentEntry>> ListAgentsAsync(CancellationToken cancellationToken)
    {
        var answer = await _requests.SendAsync(HttpMethod.Get, "/api/agents", null, cancellationToken);
        return Read(() => answer["agents"]!.AsArray().Select(agent => ReadAgent(agent!.AsObject())).ToList());
    }

    /// <summary>What an agent offers, in the form of OCS's <c>get_api</c>.</summary>
    /// <param name="instance">Its instance id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<JsonObject> DescribeAsync(string instance, CancellationToken cancellationToken) =>
        _requests.SendAsync(HttpMethod.Get, $"/api/agents/{Uri.EscapeDataString(instance)}", null, cancellationToken);

    /// <summary>Brings an agent up, or takes it down; nothing where it is so already.</summary>
    /// <param name="instance">Its instance id.</param>
    /// <param name="up">Whether it is to run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SwitchAgentAsync(string instance, bool up, CancellationToken cancellationToken) =>
        await _requests.SendAsync(HttpMethod.Post, $"/api/agents/{Uri.EscapeDataString(instance)}/{(up ? "up" : "down")}", null, cancellationToken);

    /// <summary>The programs of the stations. Asks nothing yet.</summary>
    public ProgramClient Programs => new(_requests, _time);

    /// <summary>The operations of an agent. Asks nothing yet.</summary>
    /// <param name="instance">Its instance id, or its address.</param>
    public AgentClient Agent(string instance) => new(this, instance, _time);

    /// <summary>
    /// Listens to a feed until it is cancelled. Where the connection breaks, or the station is gone, it comes back and goes on after the last entry: it misses and repeats nothing. That the
    /// station cannot be reached is thrown only where it could not from the beginning.
    /// </summary>
    /// <param name="instance">Instance id of the agent.</param>
    /// <param name="feed">Name of the feed.</param>
    /// <param name="start">Where to begin. Default: with the next entry that is published.</param>
    /// <param name="interrupted">Told once why, each time that the connection breaks. Default: nobody is told.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<HeardEntry> ListenAsync(
        string instance,
        string feed,
        FeedStart? start = null,
        Action<string>? interrupted = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var path = $"/api/feeds/{Uri.EscapeDataString(instance)}/{Uri.EscapeDataString(feed)}";
        await using var subscription = new FeedSubscription(_requests, path, start ?? FeedStart.Now, _time, interrupted);
        while (true)
            yield return await subscription.NextAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _requests.Dispose();

    internal async Task<AgentReply> RequestAsync(string instance, AgentRequest request, CancellationToken cancellationToken)
    {
        var path = $"/api/agents/{Uri.EscapeDataString(instance)}/operations/{Uri.EscapeDataString(request.Operation)}/{request.Action.ToString().ToLowerInvariant()}";
        var body = new JsonObject { ["params"] = request.Parameters?.DeepClone(), ["timeout"] = request.Timeout };
        var answer = await _requests.SendAsync(HttpMethod.Post, path, body, cancellationToken);
        return Read(() => new AgentReply(answer["status"]!.GetValue<int>(), answer["message"]!.GetValue<string>(), answer["session"]!.AsObject()));
    }

    private static Uri Parse(string source, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw ClientErrors.Address(source, text);

    private static AgentEntry ReadAgent(JsonObject agent) => new(
        agent["instance"]!.GetValue<string>(),
        agent["class"]!.GetValue<string>(),
        agent["station"]!.GetValue<string>(),
        agent["address"]!.GetValue<string>(),
        agent["state"]!.GetValue<string>(),
        agent["problem"]?.GetValue<string>());

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or FormatException)
        {
            throw ClientErrors.NoAnswer(_requests.Station, "a part of its answer is missing or of another type", exception);
        }
    }
}
