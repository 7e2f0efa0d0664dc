using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Services;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Counts for each client, as it should be done but for one fault.</summary>
internal sealed class CounterService(ServiceFault fault) : IService, IPluginLifecycle
{
    private static readonly HashSet<CounterService> Stopped = [];

    private readonly JsonObject _shared = new() { ["count"] = 1 };
    private readonly List<Session> _sessions = [];
    private int _readings;
    private int _users;
    private int _count;

    public IReadOnlyList<string> Methods => fault switch
    {
        ServiceFault.HasNoMethods => [],
        ServiceFault.NamesTwoAlike => ["next", "next", "wait"],
        ServiceFault.ChangesItsList when _readings++ > 0 => ["next", "wait", "reset"],
        _ => ["next", "wait"],
    };

    public async ValueTask<IServiceSession> OpenAsync(string client, CancellationToken cancellationToken)
    {
        if (fault == ServiceFault.OpensForEver && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (fault == ServiceFault.RefusesNames)
            ArgumentException.ThrowIfNullOrWhiteSpace(client);
        var session = new Session(this);
        lock (_sessions)
            _sessions.Add(session);
        return session;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (fault == ServiceFault.SharesItsState)
            Stopped.Add(this);
        return Task.CompletedTask;
    }

    private sealed class Session(CounterService service) : IServiceSession
    {
        private readonly CancellationTokenSource _end = new();
        private readonly ServiceFault _fault = service.Fault;
        private int _count;

        public async Task<JsonNode?> CallAsync(string method, JsonArray arguments, CancellationToken cancellationToken)
        {
            if (_fault == ServiceFault.WritesToTheConsole)
                await Console.Out.WriteLineAsync(method);
            ObjectDisposedException.ThrowIf(_end.IsCancellationRequested && _fault != ServiceFault.AnswersAfterTheEnd, this);
            if (Stopped.Count > 0 && _fault == ServiceFault.SharesItsState)
                throw new InvalidOperationException("the service has stopped");
            return method switch
            {
                "next" => await NextAsync(Step(arguments)),
                "wait" => await WaitAsync(cancellationToken),
                _ when _fault == ServiceFault.AnswersUnknownMethods => null,
                _ when _fault == ServiceFault.BreaksOnUnknownMethods => throw new KeyNotFoundException(method),
                _ => throw new DiagnosticException(Diagnostic.Error("TEST001", $"there is no method '{method}'", "call 'next'")),
            };
        }

        public ValueTask DisposeAsync()
        {
            if (_fault == ServiceFault.EndsOnce)
                ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
            _end.Cancel();
            if (_fault == ServiceFault.EndsAllSessions)
                service._sessions.ForEach(session => session._end.Cancel());
            return ValueTask.CompletedTask;
        }

        private int Step(JsonArray arguments)
        {
            if (_fault == ServiceFault.BreaksOnStrangeArguments && arguments.Count > 1)
                throw new ArgumentException("too many");
            if (arguments.Count == 0)
                return 1;
            return arguments[0] is JsonValue value && value.TryGetValue<int>(out var step)
                ? step
                : _fault == ServiceFault.TakesWrongArguments ? 1 : throw new DiagnosticException(Diagnostic.Error("TEST002", "the step must be a number", "give a number"));
        }

        private async Task<JsonNode?> NextAsync(int step)
        {
            var busy = Interlocked.Increment(ref service._users);
            try
            {
                if (_fault == ServiceFault.OpensOneAtATime)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100));
                    if (busy > 1 || service._users > 1)
                        throw new InvalidOperationException("somebody else is at it");
                }

                return _fault switch
                {
                    ServiceFault.SharesAnAnswer => service._shared,
                    ServiceFault.GivesNaN => double.NaN,
                    ServiceFault.CountsForAll => Interlocked.Add(ref service._count, step),
                    _ => Interlocked.Add(ref _count, step),
                };
            }
            finally
            {
                Interlocked.Decrement(ref service._users);
            }
        }

        private async Task<JsonNode?> WaitAsync(CancellationToken cancellationToken)
        {
            var token = _fault == ServiceFault.IgnoresTheToken ? CancellationToken.None : cancellationToken;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, _fault == ServiceFault.LeavesCallsRunning ? CancellationToken.None : _end.Token);
            await Task.Delay(Timeout.Infinite, either.Token);
            return null;
        }
    }

    private ServiceFault Fault => fault;
}
