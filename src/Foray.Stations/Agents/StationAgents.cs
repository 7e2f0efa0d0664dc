using System.Text.Json.Nodes;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Stations.SiteFiles;

namespace Foray.Stations.Agents;

/// <summary>The agents of this station: those that its host's part of a site file names.</summary>
internal sealed class StationAgents : ILocalAgents, IAsyncDisposable
{
    private const string Kind = "agent";

    private readonly SortedDictionary<string, ManagedAgent> _agents = new(StringComparer.Ordinal);
    private readonly List<ManagedAgent> _up = [];

    /// <summary>None.</summary>
    public StationAgents()
    {
    }

    /// <param name="host">The host.</param>
    /// <param name="plan">What the station does with its instances.</param>
    /// <param name="station">Name of the station.</param>
    /// <param name="environment">What agents take from the station.</param>
    public StationAgents(SiteHost host, HostPlan plan, string station, AgentEnvironment environment)
    {
        foreach (var instance in plan.Instances.Where(instance => instance.Fate != InstanceFate.LeftOut))
        {
            var plugin = Find(environment.Scope.Catalog, instance.Instance.Class, out _)!;
            var identity = new AgentIdentity(instance.Instance.Id, $"{host.Hub.AddressRoot}.{instance.Instance.Id}", instance.Instance.Class, host.Name);
            var agent = new ManagedAgent(instance, plugin, identity, station, environment);
            _agents[identity.Instance] = agent;
            if (instance.Fate == InstanceFate.Up)
                _up.Add(agent);
        }
    }

    public IReadOnlyList<AgentEntry> Entries => [.. _agents.Values.Select(agent => agent.Entry)];

    /// <summary>Finds the schema of an agent's options by its class; see <see cref="AgentLookup"/>.</summary>
    public static AgentLookup Lookup(PluginCatalog catalog) => (string agentClass, out Diagnostic? problem) =>
        Find(catalog, agentClass, out problem) is { } plugin ? plugin.ReadSchema() : null;

    /// <summary>Brings those up that the site file wants up, one after the other. One that fails keeps no other from starting.</summary>
    /// <returns>What went wrong.</returns>
    public async Task<IReadOnlyList<Diagnostic>> StartAsync(CancellationToken cancellationToken)
    {
        var problems = new List<Diagnostic>();
        foreach (var agent in _up)
        {
            try
            {
                await agent.UpAsync(cancellationToken);
            }
            catch (DiagnosticException failure)
            {
                problems.AddRange(failure.Diagnostics);
            }
        }

        return problems;
    }

    public Task<AgentReply> RequestAsync(string instance, AgentRequest request, CancellationToken cancellationToken) => Get(instance).RequestAsync(request, cancellationToken);

    public JsonObject Describe(string instance) => Get(instance).Describe();

    public Task UpAsync(string instance, CancellationToken cancellationToken) => Get(instance).UpAsync(cancellationToken);

    public Task DownAsync(string instance, CancellationToken cancellationToken) => Get(instance).DownAsync().WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_agents.Values.Select(agent => agent.DisposeAsync().AsTask()));

    private ManagedAgent Get(string instance) => _agents.TryGetValue(instance, out var agent) ? agent : throw AgentErrors.Unknown(instance, Entries);

    private static PluginDescription? Find(PluginCatalog catalog, string agentClass, out Diagnostic? problem)
    {
        var (package, name) = agentClass.Split(':', 2) is [var before, var after] ? (before + ":", after) : ("", agentClass);
        var plugin = catalog.NamesOf(Kind).FirstOrDefault(known => AgentClassName.IsOf(known, name));
        return catalog.Find(Kind, package + (plugin ?? name), out problem);
    }
}
