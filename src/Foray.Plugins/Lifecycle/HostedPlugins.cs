using System.Collections.Concurrent;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Lifecycle;

/// <summary>The plugins of a host and the steps between their states. Steps are not for several threads; looking, registering and configuring are.</summary>
internal sealed class HostedPlugins
{
    private static readonly MappingNode NoOptions = new(default, []);

    private readonly PluginCatalog _catalog;
    private readonly PluginLoader _loader;
    private readonly IOptionsChecker _checker;
    private readonly Func<PluginDescription, ManagedPlugin> _manage;
    private readonly PluginPackage _ownPackage = new(AppDomain.CurrentDomain.FriendlyName, "1.0.0", CatalogBuilder.SdkVersion.ToString(3), "") { Source = PackageSource.Registered };
    private readonly Dictionary<PluginDescription, MappingNode> _sections = [];
    private readonly ConcurrentDictionary<PluginDescription, MappingNode> _changed = new();
    private readonly Lock _lock = new();
    private volatile IReadOnlyDictionary<PluginDescription, ManagedPlugin> _all;
    private ILookup<string, ManagedPlugin>? _byId;
    private RequirementGraph? _graph;

    public HostedPlugins(PluginCatalog catalog, PluginLoader loader, IOptionsChecker checker, ClaimRegister claims, TimeProvider time, PluginHostOptions options)
    {
        (_catalog, _loader, _checker) = (catalog, loader, checker);
        _manage = plugin => new ManagedPlugin(plugin, loader, claims, options, time);
        _all = catalog.Plugins.ToDictionary(plugin => plugin, _manage);
    }

    public IReadOnlyList<PluginStatus> Statuses => [.. _all.Values.Select(plugin => plugin.Status).OrderBy(status => status.Id, StringComparer.Ordinal)];

    public IReadOnlyList<ManagedPlugin> Running => [.. _all.Values.Where(plugin => plugin.IsRunning)];

    /// <summary>Which plugin requires which; looked at again only after something was registered.</summary>
    public RequirementGraph Graph
    {
        get
        {
            lock (_lock)
                return _graph ??= new RequirementGraph(_catalog);
        }
    }

    public ManagedPlugin ByName(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        // A disabled or untrusted plugin has a state too.
        var found = WithId(id);
        if (found.Count() == 1)
            return found.First();
        var plugin = _catalog.Get(id);
        lock (_lock)
            return _all[plugin];
    }

    public string Register(string kind, PluginRegistration registration)
    {
        var plugin = new PluginDescription(_ownPackage, kind, registration.Name, registration.Name, "", null)
        {
            Description = registration.Description,
            Capabilities = registration.Capabilities,
            Requires = registration.Requires,
            Registration = registration,
        };
        lock (_lock)
        {
            _catalog.Register(plugin);
            _all = new Dictionary<PluginDescription, ManagedPlugin>(_all) { [plugin] = _manage(plugin) };
            (_byId, _graph) = (null, null);
        }

        return plugin.Id;
    }

    public void Configure(string id, MappingNode options) => _changed[ByName(id).Plugin] = options;

    public IReadOnlyList<Diagnostic> Validate()
    {
        var graph = Graph;
        var problems = new List<Diagnostic>();
        foreach (var plugin in _all.Values.Where(plugin => plugin.Status.State is not PluginState.Disabled).OrderBy(plugin => plugin.Plugin.Id, StringComparer.Ordinal))
            problems.AddRange(plugin.Status.State is PluginState.Discovered ? Validate(plugin, graph) : ProblemsOf(plugin, graph));
        return [.. problems.DistinctBy(problem => problem.Message)];
    }

    public async Task LoadAsync(ManagedPlugin plugin)
    {
        if (plugin.Status.State is PluginState.Failed)
        {
            await ReleaseAsync(plugin).ConfigureAwait(false);
            Forget(plugin);
        }

        if (plugin.Status.State is PluginState.Discovered or PluginState.Failed or PluginState.Unloaded && Validate(plugin, Graph) is { Count: > 0 } problems)
            throw new DiagnosticException(problems);
        if (plugin.Status.State is PluginState.Disabled)
            throw new DiagnosticException(plugin.Status.Cause!);
        if (plugin.Status.State is PluginState.Validated)
            plugin.Load();
    }

    public async Task InitializeAsync(ManagedPlugin plugin, bool anew = false)
    {
        if (plugin.IsRunning)
        {
            _ = CheckOptions(plugin);
            return;
        }

        await LoadAsync(plugin).ConfigureAwait(false);
        if (plugin.Instance is not null && !anew && !_changed.ContainsKey(plugin.Plugin))
            return;
        var section = CheckOptions(plugin);
        await plugin.ReleaseAsync().ConfigureAwait(false);
        try
        {
            plugin.Initialize(section, typeof(object));
        }
        catch (DiagnosticException)
        {
            // One that was made, and claims what another one has.
            await ReleaseAsync(plugin).ConfigureAwait(false);
            throw;
        }

        _sections[plugin.Plugin] = section;
        Settle(plugin, section);
    }

    public async Task StartAsync(ManagedPlugin root, CancellationToken cancellationToken)
    {
        if (root.IsRunning)
            return;
        if (root.Status.State is PluginState.Disabled)
            throw new DiagnosticException(root.Status.Cause!);
        var graph = Graph;
        if (graph.ProblemsOf(root.Plugin) is { Count: > 0 } && root.Status.State is not PluginState.Stopped)
            await LoadAsync(root).ConfigureAwait(false); // fails, and says so in its state
        var started = new List<ManagedPlugin>();
        var order = graph.StartOrder([root.Plugin]);
        foreach (var plugin in order.Select(description => _all[description]).Where(plugin => !plugin.IsRunning))
        {
            try
            {
                await InitializeAsync(plugin).ConfigureAwait(false);
                await plugin.StartAsync(cancellationToken).ConfigureAwait(false);
                started.Add(plugin);
            }
            catch (Exception)
            {
                await UnwindAsync(started).ConfigureAwait(false);
                FailDependents(order, plugin, graph);
                throw;
            }
        }
    }

    /// <summary>Stops running plugins and all that require them, whatever fails.</summary>
    public async Task StopAsync(IReadOnlyList<ManagedPlugin> plugins)
    {
        var problems = new List<Diagnostic>();
        foreach (var plugin in StopOrder(plugins, Graph))
            await TryAsync(plugin.StopAsync, problems).ConfigureAwait(false);
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
    }

    public async Task RestartAsync(ManagedPlugin plugin, CancellationToken cancellationToken)
    {
        var graph = Graph;
        var running = StopOrder([plugin], graph);
        foreach (var stopping in running)
            _ = CheckOptions(stopping); // before anything is stopped
        if (running.Count == 0)
        {
            await StartAsync(plugin, cancellationToken).ConfigureAwait(false);
            return;
        }

        var problems = new List<Diagnostic>();
        await TryAsync(() => StopAsync([plugin]), problems).ConfigureAwait(false);
        // One that failed to stop may still hold what another one like it would need.
        foreach (var stopped in running.Reverse().Where(stopping => stopping.Status.State == PluginState.Stopped))
            await TryAsync(() => StartAgainAsync(stopped, graph, cancellationToken), problems).ConfigureAwait(false);
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
    }

    public async Task UnloadAsync(ManagedPlugin plugin)
    {
        if (plugin.Status.State is PluginState.Discovered or PluginState.Validated or PluginState.Unloaded or PluginState.Disabled)
            return;
        var problems = new List<Diagnostic>();
        if (plugin.IsRunning)
            await TryAsync(() => StopAsync([plugin]), problems).ConfigureAwait(false);
        await TryAsync(() => plugin.ReleaseAsync().AsTask(), problems).ConfigureAwait(false);
        plugin.Enter(PluginState.Unloaded);
        Forget(plugin);
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
    }

    /// <summary>Stops and disposes everything, those that require others first. What fails is in the plugin's state; nobody is left to tell.</summary>
    public async Task StopAndReleaseAllAsync()
    {
        await TryAsync(() => StopAsync(Running), []).ConfigureAwait(false);
        var made = _all.Values.Where(plugin => plugin.Instance is not null).Select(plugin => plugin.Plugin);
        foreach (var plugin in Graph.Order(made).Reverse())
            await ReleaseAsync(_all[plugin]).ConfigureAwait(false);
    }

    private IReadOnlyList<Diagnostic> Validate(ManagedPlugin plugin, RequirementGraph graph)
    {
        if (_catalog.IsDisabled(plugin.Plugin) || plugin.Plugin.Package.Blocked is not null)
        {
            _catalog.AvailabilityOf(plugin.Plugin, out var reason);
            if (plugin.Status.State is PluginState.Discovered)
                plugin.Enter(PluginState.Disabled, reason);
            return [];
        }

        var problems = ProblemsOf(plugin, graph);
        if (problems.Count > 0)
            plugin.Enter(PluginState.Failed, problems[0]);
        else
            plugin.Enter(PluginState.Validated);
        return problems;
    }

    /// <summary>Starts one that a restart had stopped, where all that it requires runs again.</summary>
    private Task StartAgainAsync(ManagedPlugin plugin, RequirementGraph graph, CancellationToken cancellationToken) =>
        graph.RequiredBy(plugin.Plugin).FirstOrDefault(required => !_all[required].IsRunning) is { } missing
            ? throw plugin.Fail(RequirementFailed(plugin, missing))
            : StartAsync(plugin, cancellationToken);

    /// <summary>Stops what a failed start had started. What fails to stop is in its state; the failed start is what is told.</summary>
    private static async Task UnwindAsync(List<ManagedPlugin> started)
    {
        foreach (var plugin in started.AsEnumerable().Reverse())
            await TryAsync(plugin.StopAsync, []).ConfigureAwait(false);
    }

    /// <summary>Says of what was to follow a failed plugin why it did not.</summary>
    private void FailDependents(IReadOnlyList<PluginDescription> order, ManagedPlugin failed, RequirementGraph graph)
    {
        var affected = new HashSet<PluginDescription> { failed.Plugin };
        foreach (var plugin in order.Where(plugin => graph.RequiredBy(plugin).Any(affected.Contains)))
        {
            affected.Add(plugin);
            if (PluginTransitions.Allows(_all[plugin].Status.State, PluginState.Failed))
                _all[plugin].Enter(PluginState.Failed, RequirementFailed(_all[plugin], failed.Plugin));
        }
    }

    private static Diagnostic RequirementFailed(ManagedPlugin plugin, PluginDescription failed) =>
        Diagnostic.Error(PluginCodes.RequirementFailed, $"{LoadFaults.Name(plugin.Plugin)} requires {LoadFaults.Name(failed)}, which failed", "see why that one failed");

    private IReadOnlyList<ManagedPlugin> StopOrder(IEnumerable<ManagedPlugin> plugins, RequirementGraph graph)
    {
        var affected = new HashSet<PluginDescription>();
        var pending = new Stack<PluginDescription>(plugins.Select(plugin => plugin.Plugin));
        while (pending.TryPop(out var plugin))
            if (affected.Add(plugin))
                foreach (var dependent in graph.Dependents(plugin))
                    pending.Push(dependent);
        return [.. graph.Order(affected.Where(plugin => _all[plugin].IsRunning)).Reverse().Select(plugin => _all[plugin])];
    }

    /// <summary>The options that a plugin is made with the next time. Where new ones do not fit, they are forgotten, and one that was made keeps those that it has.</summary>
    private MappingNode CheckOptions(ManagedPlugin plugin)
    {
        var section = _changed.GetValueOrDefault(plugin.Plugin) ?? _sections.GetValueOrDefault(plugin.Plugin, NoOptions);
        var problems = ProblemsOf(section, plugin.Plugin);
        if (problems.Count == 0)
            return section;
        if (plugin.Instance is null)
            plugin.Enter(PluginState.Failed, problems[0]);
        else
            Settle(plugin, section);
        throw new DiagnosticException(problems);
    }

    /// <summary>Forgets options that were used or do not fit, unless others have come since.</summary>
    private void Settle(ManagedPlugin plugin, MappingNode section)
    {
        if (_changed.TryGetValue(plugin.Plugin, out var changed) && ReferenceEquals(changed, section))
            _changed.TryRemove(plugin.Plugin, out _);
    }

    private IEnumerable<ManagedPlugin> WithId(string id)
    {
        lock (_lock)
            return (_byId ??= _all.Values.ToLookup(plugin => plugin.Plugin.Id, StringComparer.Ordinal))[id];
    }

    private IReadOnlyList<Diagnostic> ProblemsOf(MappingNode section, PluginDescription plugin)
    {
        try
        {
            return [.. _checker.Check(section, plugin.ReadSchema()).Where(problem => problem.Severity == Severity.Error)];
        }
        catch (DiagnosticException unreadable)
        {
            return unreadable.Diagnostics;
        }
    }

    private IReadOnlyList<Diagnostic> ProblemsOf(ManagedPlugin plugin, RequirementGraph graph) =>
        _loader.FindContractProblem(plugin.Plugin) is { } missing ? [missing, .. graph.ProblemsOf(plugin.Plugin)] : graph.ProblemsOf(plugin.Plugin);

    /// <summary>Lets go of an instance. What fails is in its plugin's state.</summary>
    private static Task ReleaseAsync(ManagedPlugin plugin) => TryAsync(() => plugin.ReleaseAsync().AsTask(), []);

    private static async Task TryAsync(Func<Task> step, List<Diagnostic> problems)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (DiagnosticException failure)
        {
            problems.AddRange(failure.Diagnostics);
        }
    }

    /// <summary>Lets go of a package that none of its plugins uses, so that it is loaded anew the next time: a static constructor that threw would throw for ever.</summary>
    private void Forget(ManagedPlugin plugin)
    {
        if (!_all.Values.Any(other => other.Plugin.Package == plugin.Plugin.Package && other.Instance is not null))
            _loader.Forget(plugin.Plugin.Package);
    }
}
