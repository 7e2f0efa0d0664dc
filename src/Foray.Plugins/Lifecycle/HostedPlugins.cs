using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Lifecycle;

/// <summary>The plugins of a host and the steps between their states. Not for several threads, apart from looking.</summary>
internal sealed class HostedPlugins
{
    private static readonly MappingNode NoOptions = new(default, []);

    private readonly PluginCatalog _catalog;
    private readonly PluginLoader _loader;
    private readonly IOptionsChecker _checker;
    private readonly Func<PluginDescription, ManagedPlugin> _manage;
    private readonly PluginPackage _ownPackage = new(AppDomain.CurrentDomain.FriendlyName, "1.0.0", CatalogBuilder.SdkVersion.ToString(3), "") { Source = PackageSource.Registered };
    private readonly Dictionary<PluginDescription, MappingNode> _sections = [];
    private readonly Dictionary<PluginDescription, MappingNode> _changed = [];
    private volatile IReadOnlyDictionary<PluginDescription, ManagedPlugin> _all;

    public HostedPlugins(PluginCatalog catalog, PluginLoader loader, IOptionsChecker checker, TimeProvider time, PluginHostOptions options)
    {
        (_catalog, _loader, _checker) = (catalog, loader, checker);
        _manage = plugin => new ManagedPlugin(plugin, loader, options, time);
        _all = catalog.Plugins.ToDictionary(plugin => plugin, _manage);
    }

    public IReadOnlyList<PluginStatus> Statuses => [.. _all.Values.Select(plugin => plugin.Status).OrderBy(status => status.Id, StringComparer.Ordinal)];

    public IReadOnlyList<ManagedPlugin> Running => [.. _all.Values.Where(plugin => plugin.IsRunning)];

    public ManagedPlugin ByName(string id)
    {
        // A disabled or untrusted plugin has a state too.
        if (_all.Values.Where(plugin => plugin.Plugin.Id == id).ToList() is [var one])
            return one;
        return _all[_catalog.Get(id)];
    }

    public object InstanceOf(string id) =>
        ByName(id) is { Instance: { } instance } ? instance
            : throw new DiagnosticException(Diagnostic.Error(PluginCodes.Fault, $"'{id}' is {ManagedPlugin.Word(ByName(id).Status.State)}: it was not made", "initialize or start it first"));

    public string Register(string kind, PluginRegistration registration)
    {
        var plugin = new PluginDescription(_ownPackage, kind, registration.Name, registration.Name, "", null)
        {
            Description = registration.Description,
            Capabilities = registration.Capabilities,
            Requires = registration.Requires,
            Registration = registration,
        };
        _catalog.Register(plugin);
        _all = new Dictionary<PluginDescription, ManagedPlugin>(_all) { [plugin] = _manage(plugin) };
        return plugin.Id;
    }

    public void Configure(string id, MappingNode options) => _changed[ByName(id).Plugin] = options;

    public IReadOnlyList<Diagnostic> Validate()
    {
        var graph = new RequirementGraph(_catalog);
        var problems = new List<Diagnostic>();
        foreach (var plugin in _all.Values.Where(plugin => plugin.Status.State is not PluginState.Disabled).OrderBy(plugin => plugin.Plugin.Id, StringComparer.Ordinal))
            problems.AddRange(plugin.Status.State is PluginState.Discovered ? Validate(plugin, graph) : ProblemsOf(plugin, graph));
        return [.. problems.DistinctBy(problem => problem.Message)];
    }

    public async Task LoadAsync(ManagedPlugin plugin)
    {
        if (plugin.Status.State is PluginState.Failed)
        {
            await ReleaseAsync(plugin);
            Forget(plugin);
        }

        if (plugin.Status.State is PluginState.Discovered or PluginState.Failed or PluginState.Unloaded && Validate(plugin, new RequirementGraph(_catalog)) is { Count: > 0 } problems)
            throw new DiagnosticException(problems);
        if (plugin.Status.State is PluginState.Disabled)
            throw new DiagnosticException(plugin.Status.Cause!);
        if (plugin.Status.State is PluginState.Validated)
            plugin.Load();
    }

    public async Task InitializeAsync(ManagedPlugin plugin, bool anew = false)
    {
        if (plugin.IsRunning)
            return;
        await LoadAsync(plugin);
        if (plugin.Instance is not null && !anew && !_changed.ContainsKey(plugin.Plugin))
            return;
        var section = CheckOptions(plugin);
        await plugin.ReleaseAsync();
        plugin.Initialize(section, typeof(object));
        _sections[plugin.Plugin] = section;
        _changed.Remove(plugin.Plugin);
    }

    public async Task StartAsync(ManagedPlugin root, CancellationToken cancellationToken)
    {
        if (root.IsRunning)
            return;
        if (root.Status.State is PluginState.Disabled)
            throw new DiagnosticException(root.Status.Cause!);
        var graph = new RequirementGraph(_catalog);
        if (graph.ProblemsOf(root.Plugin) is { Count: > 0 } && root.Status.State is not PluginState.Stopped)
            await LoadAsync(root); // fails, and says so in its state
        var started = new List<ManagedPlugin>();
        foreach (var plugin in graph.StartOrder([root.Plugin]).Select(description => _all[description]).Where(plugin => !plugin.IsRunning))
        {
            try
            {
                await InitializeAsync(plugin);
                await plugin.StartAsync(cancellationToken);
                started.Add(plugin);
            }
            catch (Exception)
            {
                await UnwindAsync(root, plugin, started);
                throw;
            }
        }
    }

    /// <summary>Stops running plugins and all that require them, whatever fails.</summary>
    public async Task StopAsync(IReadOnlyList<ManagedPlugin> plugins)
    {
        var problems = new List<Diagnostic>();
        foreach (var plugin in StopOrder(plugins, new RequirementGraph(_catalog)))
            await TryAsync(plugin.StopAsync, problems);
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
    }

    public async Task RestartAsync(ManagedPlugin plugin, CancellationToken cancellationToken)
    {
        var stopped = StopOrder([plugin], new RequirementGraph(_catalog));
        foreach (var running in stopped)
            _ = CheckOptions(running); // before anything is stopped
        await StopAsync([plugin]);
        await StartAsync(plugin, cancellationToken);
        foreach (var dependent in stopped.Reverse())
            await StartAsync(dependent, cancellationToken);
    }

    public async Task UnloadAsync(ManagedPlugin plugin)
    {
        if (plugin.Status.State is PluginState.Discovered or PluginState.Validated or PluginState.Unloaded or PluginState.Disabled)
            return;
        var problems = new List<Diagnostic>();
        if (plugin.IsRunning)
            await TryAsync(() => StopAsync([plugin]), problems);
        await TryAsync(() => plugin.ReleaseAsync().AsTask(), problems);
        plugin.Enter(PluginState.Unloaded);
        Forget(plugin);
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
    }

    /// <summary>Disposes everything, those that require others first. What fails is in the plugin's state; nobody is left to tell.</summary>
    public async Task ReleaseAllAsync()
    {
        var made = _all.Values.Where(plugin => plugin.Instance is not null).Select(plugin => plugin.Plugin);
        foreach (var plugin in new RequirementGraph(_catalog).Order(made).Reverse())
            await ReleaseAsync(_all[plugin]);
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

    /// <summary>Stops what a failed start had started, and says of what was to follow why it did not.</summary>
    private static async Task UnwindAsync(ManagedPlugin root, ManagedPlugin failed, List<ManagedPlugin> started)
    {
        // What fails to stop is in its state; the failed start is what is told.
        foreach (var plugin in started.AsEnumerable().Reverse())
            await TryAsync(plugin.StopAsync, []);

        if (root != failed && PluginTransitions.Allows(root.Status.State, PluginState.Failed))
            root.Enter(PluginState.Failed, Diagnostic.Error(PluginCodes.RequirementFailed, $"{LoadFaults.Name(root.Plugin)} requires {LoadFaults.Name(failed.Plugin)}, which failed",
                "see why that one failed"));
    }

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
            _changed.Remove(plugin.Plugin);
        throw new DiagnosticException(problems);
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
            await step();
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
