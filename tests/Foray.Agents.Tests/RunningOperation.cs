using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Testing.Agents;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Agents.Tests;

/// <summary>An operation of an agent that runs under a clock that is moved by hand.</summary>
internal sealed class RunningOperation : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly FakeTimeProvider _time;

    public RunningOperation(IAgent agent, string name, FakeTimeProvider time, JsonObject? given = null)
    {
        _time = time;
        var operation = agent.Operations.Single(operation => operation.Name == name);
        Session = new FakeAgentSession(operation, given);
        End = operation.RunAsync(Session, _stop.Token);
    }

    public FakeAgentSession Session { get; }

    public Task<string> End { get; }

    public JsonObject Data => Session.States.Last();

    /// <summary>Moves the clock in steps of a tenth of a second.</summary>
    public void Pass(double seconds)
    {
        for (var tenths = Math.Round(seconds * 10); tenths > 0; tenths--)
            _time.Advance(TimeSpan.FromSeconds(0.1));
    }

    public Task StopAsync() => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();
}
