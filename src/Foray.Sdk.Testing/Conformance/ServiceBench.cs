using System.Text.Json.Nodes;
using Foray.Sdk.Services;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>The services of one check, and their sessions.</summary>
internal sealed class ServiceBench : IAsyncDisposable
{
    private readonly ServiceSubject _subject;
    private readonly Trial _trial;
    private readonly HostPool _hosts;
    private readonly List<IServiceSession> _open = [];

    private ServiceBench(ServiceSubject subject, Trial trial)
    {
        (_subject, _trial) = (subject, trial);
        _hosts = new HostPool(trial, () => new FakeHost(TimeProvider.System));
    }

    /// <summary>Runs the body of a check, and ends the sessions that it opened.</summary>
    public static async Task UseAsync(ServiceSubject subject, Trial trial, Func<ServiceBench, Task> body)
    {
        await using var bench = new ServiceBench(subject, trial);
        await body(bench);
    }

    public Task<IService> StartAsync() => _hosts.StartAsync(_subject.Create);

    public Task StopAsync(IService service) => _hosts.StopAsync(service);

    /// <summary>A service's methods that answer by themselves.</summary>
    public IReadOnlyList<string> Answering(IService service) => [.. service.Methods.Except(_subject.Waiting, StringComparer.Ordinal)];

    public async Task<IServiceSession> OpenAsync(IService service, string client = "client-1")
    {
        var session = await _trial.EndsAsync(() => service.OpenAsync(client, _trial.Token).AsTask(), "opening a session", "return when the client can call");
        Hold(session);
        return session;
    }

    /// <summary>Notes a session that has to be ended.</summary>
    public void Hold(IServiceSession session)
    {
        lock (_open)
            _open.Add(session);
    }

    public Task CloseAsync(IServiceSession session)
    {
        lock (_open)
            _open.Remove(session);
        return _trial.EndsAsync(() => session.DisposeAsync().AsTask(), "ending a session", "end what the session still does, and wait for nothing that does not end");
    }

    /// <summary>Calls a method as it should be called.</summary>
    public Task<JsonNode?> CallAsync(IServiceSession session, string method) => _trial.EndsAsync(
        () => session.CallAsync(method, Arguments(method), _trial.Token), $"method '{method}'", "answer soon; a method that waits by nature is named in the subject's Waiting, and arguments that it takes in Arguments");

    /// <summary>The exception that a call ends with; null where it is answered, or cancelled after a moment.</summary>
    public async Task<Exception?> TryAsync(IServiceSession session, string method, JsonArray arguments)
    {
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(_trial.Token);
        moment.CancelAfter(Trial.Silence);
        return await _trial.FailureAsync(
            () => session.CallAsync(method, arguments, moment.Token), $"method '{method}' with the arguments {arguments.ToJsonString()}, cancelled,", "hand the token to every call that waits");
    }

    public JsonArray Arguments(string method) => _subject.Arguments.TryGetValue(method, out var arguments) ? (JsonArray)arguments.DeepClone() : [];

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var session in _open.ToList())
                await CloseAsync(session);
        }
        finally
        {
            await _hosts.DisposeAsync();
        }
    }
}
