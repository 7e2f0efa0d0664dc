using System.Collections.Concurrent;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Integrations.Tests;

/// <summary>The clocks of several hosts, moved together.</summary>
internal sealed class Clocks
{
    private readonly ConcurrentQueue<FakeHost> _hosts = new();

    public FakeHost Add(FakeHost host)
    {
        _hosts.Enqueue(host);
        return host;
    }

    public void Advance(TimeSpan time)
    {
        foreach (var host in _hosts)
            host.Clock.Advance(time);
    }
}
