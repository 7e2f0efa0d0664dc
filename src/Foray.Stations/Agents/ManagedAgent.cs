using System.Text.Json.Nodes;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Stations.SiteFiles;

namespace Foray.Stations.Agents;

/// <summary>An agent of this station, up or down: brings its plugin up, and takes it down.</summary>
/// <param name="plan">What the site file says of it.</param>
/// <param name="plugin">The plugin.</param>
/// <param name="identity">Who it is.</param>
/// <param name="station">Name of the station.</param>
/// <param name="environment">What it takes from the station.</param>
internal sealed class ManagedAgent(InstancePlan plan, PluginDescription plugin, AgentIdentity identity, string station, AgentEnvironment environment) : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private PluginScope? _scope;
    private IAgent? _agent;
    private AgentHost? _host;
    private string? _problem;

    /// <summary>As it is listed.</summary>
    public AgentEntry Entry => new(identity.Instance, identity.Class, station, identity.Address, State, _problem);

    private string State => _host is not null ? AgentEntry.Up : _problem is not null ? AgentEntry.Failed : AgentEntry.Down;

    /// <summary>Asks an operation.</summary>
    /// <exception cref="DiagnosticException">It is not up.</exception>
    public Task<AgentReply> RequestAsync(AgentRequest request, CancellationToken cancellationToken) => Running.RequestAsync(request, cancellationToken);

    /// <summary>What it offers.</summary>
    /// <exception cref="DiagnosticException">It is not up.</exception>
    public JsonObject Describe() => Running.Describe();

    /// <summary>Brings it up; nothing where it is up.</summary>
    /// <exception cref="DiagnosticException">It does not start; it counts as failed then.</exception>
    public async Task UpAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_host is null)
                await StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            await StopAsync();
            if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
                throw;
            _problem = exception is DiagnosticException failure ? failure.Diagnostics[0].Message : exception.Message;
            throw new DiagnosticException(AgentErrors.NotStarted(identity.Instance, _problem), exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes it down; nothing where it is down.</summary>
    public async Task DownAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await StopAsync();
            _problem = null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        _turn.Dispose();
    }

    private AgentHost Running => _host ?? throw AgentErrors.Down(Entry);

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _problem = null;
        _scope = environment.Scope.OpenScope();
        _agent = _scope.Instances<IAgent>().Add(plugin, plan.Options, plan.Instance.Place.ToString());
        // One that does not listen is left alone: whoever waits for it has given up.
        if (_agent is IPluginLifecycle lifecycle)
            await Task.Run(() => lifecycle.StartAsync(cancellationToken), cancellationToken).WaitAsync(cancellationToken);
        _host = await HostAsync(_agent, cancellationToken);
    }

    private async Task<AgentHost> HostAsync(IAgent agent, CancellationToken cancellationToken)
    {
        var feeds = environment.OpenFeeds(identity.Instance);
        var host = new AgentHost(identity, agent, feeds, environment.Time, environment.Report);
        try
        {
            // A feed can be listened to before anything was published.
            foreach (var feed in agent.Feeds)
                feeds.Open(feed.Name);
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private async Task StopAsync()
    {
        var (host, agent, scope) = (_host, _agent, _scope);
        (_host, _agent, _scope) = (null, null, null);
        if (host is not null)
            await host.DisposeAsync();
        if (agent is IPluginLifecycle lifecycle)
            await StopAsync(lifecycle);
        if (scope is not null)
            await CloseAsync(scope);
    }

    private async Task CloseAsync(PluginScope scope)
    {
        try
        {
            await scope.DisposeAsync();
        }
        catch (DiagnosticException failure)
        {
            environment.Report(AgentErrors.NotStopped(identity.Instance, failure.Diagnostics[0].Message));
        }
    }

    /// <summary>An agent that does not stop is left alone after its time.</summary>
    private async Task StopAsync(IPluginLifecycle lifecycle)
    {
        using var limit = new CancellationTokenSource(StopTimeout, environment.Time);
        try
        {
            await Task.Run(() => lifecycle.StopAsync(limit.Token), CancellationToken.None).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            environment.Report(AgentErrors.NotStopped(identity.Instance, limit.IsCancellationRequested ? $"it did not stop within {StopTimeout.TotalSeconds} s" : exception.Message));
        }
    }
}
