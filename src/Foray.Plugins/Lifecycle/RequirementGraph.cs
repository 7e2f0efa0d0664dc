using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using NuGet.Versioning;

namespace Foray.Plugins.Lifecycle;

/// <summary>Which plugin requires which, over all that were found, and in what order they start.</summary>
public sealed class RequirementGraph
{
    private readonly PluginCatalog _catalog;
    private readonly Dictionary<PluginDescription, List<PluginDescription>> _required = [];
    private readonly Dictionary<PluginDescription, List<Diagnostic>> _problems = [];

    /// <summary>Looks at every plugin of a catalog that is not disabled.</summary>
    public RequirementGraph(PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        var plugins = catalog.Plugins.Where(plugin => !catalog.IsDisabled(plugin)).OrderBy(plugin => plugin.Id, StringComparer.Ordinal).ToList();
        foreach (var plugin in plugins)
            Resolve(plugin);
        FindCycles(plugins);
    }

    /// <summary>What is wrong with a plugin's requirements, and with those of what it requires; empty where nothing is.</summary>
    public IReadOnlyList<Diagnostic> ProblemsOf(PluginDescription plugin) =>
        [.. Closure([plugin]).SelectMany(needed => _problems.GetValueOrDefault(needed) ?? []).DistinctBy(problem => problem.Message)];

    /// <summary>The plugins that one requires, directly, in the order of their ids.</summary>
    public IReadOnlyList<PluginDescription> RequiredBy(PluginDescription plugin) => _required.GetValueOrDefault(plugin) ?? [];

    /// <summary>The plugins that require one, directly, in the order of their ids.</summary>
    public IReadOnlyList<PluginDescription> Dependents(PluginDescription plugin) =>
        [.. _required.Where(entry => entry.Value.Contains(plugin)).Select(entry => entry.Key).OrderBy(other => other.Id, StringComparer.Ordinal)];

    /// <summary>The given plugins and all that they require, each after what it requires; ties by id.</summary>
    /// <exception cref="DiagnosticException">A requirement of one of them is missing, has another version, or is part of a cycle.</exception>
    public IReadOnlyList<PluginDescription> StartOrder(IEnumerable<PluginDescription> plugins)
    {
        var closure = Closure(plugins);
        var problems = closure.SelectMany(plugin => _problems.GetValueOrDefault(plugin) ?? []).DistinctBy(problem => problem.Message).ToList();
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
        return Order(closure);
    }

    /// <summary>The given plugins alone, each after those among them that it requires; ties by id.</summary>
    internal IReadOnlyList<PluginDescription> Order(IEnumerable<PluginDescription> plugins)
    {
        var order = new List<PluginDescription>();
        var waiting = new SortedSet<PluginDescription>(plugins, Comparer<PluginDescription>.Create(Compare));
        while (waiting.Count > 0)
        {
            var next = waiting.First(plugin => RequiredBy(plugin).All(required => !waiting.Contains(required)));
            waiting.Remove(next);
            order.Add(next);
        }

        return order;
    }

    private void Resolve(PluginDescription plugin)
    {
        var required = new List<PluginDescription>();
        foreach (var requirement in plugin.Requires)
        {
            if (_catalog.Find(requirement.Kind, requirement.Name, out var problem) is not { } other)
                Report(plugin, Diagnostic.Error(PluginCodes.MissingRequirement, $"{Name(plugin)} requires the {requirement.Kind} '{requirement.Name}'{Versions(requirement)}: {problem!.Message}", problem.Remedy));
            else if (Refusal(requirement, other) is { } refusal)
                Report(plugin, Diagnostic.Error(PluginCodes.WrongVersion, $"{Name(plugin)} requires the {requirement.Kind} '{requirement.Name}'{Versions(requirement)}: {refusal}",
                    $"install a version of package '{other.Package.Name}' that fits"));
            else
                required.Add(other);
        }

        _required[plugin] = [.. required.Distinct().OrderBy(other => other.Id, StringComparer.Ordinal)];
    }

    private static string? Refusal(PluginRequirement requirement, PluginDescription found)
    {
        if (requirement.Versions is not { } text)
            return null;
        if (!VersionRange.TryParse(text, out var range))
            return $"'{text}' is no range of versions";
        return NuGetVersion.TryParse(found.Version, out var version) && range.Satisfies(version) ? null : $"{found.Version} of package '{found.Package.Name}' is installed";
    }

    /// <summary>Depth first in the order of ids, so that a cycle is told once, beginning with its first id.</summary>
    private void FindCycles(IEnumerable<PluginDescription> plugins)
    {
        var done = new HashSet<PluginDescription>();
        var path = new List<PluginDescription>();
        foreach (var plugin in plugins)
            Visit(plugin);

        void Visit(PluginDescription plugin)
        {
            var index = path.IndexOf(plugin);
            if (index >= 0)
                ReportCycle(path[index..]);
            if (index >= 0 || done.Contains(plugin))
                return;
            path.Add(plugin);
            foreach (var required in RequiredBy(plugin))
                Visit(required);
            path.RemoveAt(path.Count - 1);
            done.Add(plugin);
        }
    }

    private void ReportCycle(List<PluginDescription> cycle)
    {
        var first = cycle.IndexOf(cycle.MinBy(plugin => plugin.Id, StringComparer.Ordinal)!);
        List<PluginDescription> path = [.. cycle[first..], .. cycle[..first], cycle[first]];
        var problem = Diagnostic.Error(PluginCodes.RequirementCycle, $"plugins require each other in a circle: {string.Join(" → ", path.Select(plugin => plugin.Id))}",
            "disable one of them, or install versions that do not");
        foreach (var plugin in cycle)
            Report(plugin, problem);
    }

    private void Report(PluginDescription plugin, Diagnostic problem)
    {
        if (!_problems.TryGetValue(plugin, out var problems))
            _problems[plugin] = problems = [];
        problems.Add(problem);
    }

    private HashSet<PluginDescription> Closure(IEnumerable<PluginDescription> plugins)
    {
        var closure = new HashSet<PluginDescription>();
        var pending = new Stack<PluginDescription>(plugins);
        while (pending.TryPop(out var plugin))
            if (closure.Add(plugin))
                foreach (var required in RequiredBy(plugin))
                    pending.Push(required);
        return closure;
    }

    /// <summary>Two packages of one name can have plugins with one id: their paths tell them apart.</summary>
    private static int Compare(PluginDescription left, PluginDescription right) =>
        string.CompareOrdinal(left.Id, right.Id) is var byId && byId != 0 ? byId : string.CompareOrdinal(left.Package.AssemblyPath, right.Package.AssemblyPath);

    private static string Name(PluginDescription plugin) => $"{plugin.Kind} '{plugin.Name}' of package '{plugin.Package.Name}'";

    private static string Versions(PluginRequirement requirement) => requirement.Versions is { } versions ? $" {versions}" : "";
}
