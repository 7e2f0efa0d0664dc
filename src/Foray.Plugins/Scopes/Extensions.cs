using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Scopes;

/// <summary>The active set of plugins of a kind, each at most once. Ordered as the settings say, then by name.</summary>
/// <typeparam name="T">Interface of the kind.</typeparam>
public sealed class Extensions<T>
    where T : class
{
    private readonly PluginScope _scope;
    private readonly List<(PluginDescription Plugin, T Instance)> _active = [];
    private IReadOnlyList<string> _denied = [];
    private T[]? _instances; // made once after every change, because callers ask for it at every call

    internal Extensions(PluginScope scope) => _scope = scope;

    /// <summary>The active plugins, in order.</summary>
    public IReadOnlyList<T> Active => _instances ??= [.. _active.Select(entry => entry.Instance)];

    /// <summary>Names of the active plugins, in order.</summary>
    public IReadOnlyList<string> Names => [.. _active.Select(entry => entry.Plugin.Name)];

    /// <summary>Names in the settings' order, and in the last list of those that were left out, that no installed plugin of the kind has.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics =>
    [
        .. Order.Where(name => !Installed.Any(plugin => PluginOrder.IsNamed(plugin, name))).Select(name => NotInstalled(name, "the settings order", "'order' in the settings")),
        .. _denied.Where(name => !Installed.Any(plugin => PluginOrder.IsNamed(plugin, name))).Select(name => NotInstalled(name, "all are taken but", "the list")),
    ];

    private static string Kind => PluginScope.KindOf<T>();

    private IReadOnlyList<PluginDescription> Installed => _scope.Catalog.OfKind(Kind);

    private IReadOnlyList<string> Order => _scope.Catalog.Settings.Order.GetValueOrDefault(Kind) ?? [];

    /// <summary>Adds a plugin; one that is active already stays as it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its options; null for none.</param>
    /// <param name="origin">Where it was asked for, for messages about conflicts.</param>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">There is no such plugin, or it cannot be made.</exception>
    public void Add(string name, MappingNode? options = null, string origin = "extension")
    {
        var plugin = _scope.Find<T>(name);
        if (_active.Exists(entry => entry.Plugin == plugin))
            return;
        _active.Add((plugin, _scope.Create<T>(plugin, options, [], origin)));
        _active.Sort(Compare);
        _instances = null;
    }

    /// <summary>Removes a plugin and disposes it; nothing happens where it is not active.</summary>
    public async ValueTask RemoveAsync(string name)
    {
        foreach (var entry in _active.Where(entry => entry.Plugin.Name == name || entry.Plugin.QualifiedName == name).ToList())
        {
            _active.Remove(entry);
            _instances = null;
            await _scope.ReleaseAsync(entry.Instance).ConfigureAwait(false);
        }
    }

    /// <summary>Makes exactly these active: those that are active stay, new ones are made, and then others are removed.</summary>
    /// <exception cref="DiagnosticException">
    /// One is unknown or cannot be made: then the set is what it was, and those that were made are disposed. Or one that was to be removed failed while it was disposed: then the set is the new one.
    /// </exception>
    public async ValueTask SetActiveAsync(IEnumerable<string> names)
    {
        var wanted = names.Select(_scope.Find<T>).Distinct().ToList();
        var others = _active.Where(entry => !wanted.Contains(entry.Plugin)).ToList();
        var made = await MakeAsync(wanted.Where(plugin => !_active.Exists(entry => entry.Plugin == plugin))).ConfigureAwait(false);
        _active.RemoveAll(others.Contains);
        _active.AddRange(made);
        _active.Sort(Compare);
        _instances = null;
        if (await ReleaseAsync(others).ConfigureAwait(false) is { Count: > 0 } faults)
            throw new DiagnosticException(faults);
    }

    /// <summary>Makes every installed plugin of the kind active that can be used, less some.</summary>
    /// <param name="denied">Those to leave out: <c>name</c>, <c>package:name</c> or <c>kind/name</c>.</param>
    /// <exception cref="DiagnosticException">What is left has one name twice, or one cannot be made.</exception>
    public ValueTask SetAllExceptAsync(IEnumerable<string> denied)
    {
        _denied = [.. denied];
        var left = Installed.Where(plugin => !_denied.Any(name => PluginOrder.IsNamed(plugin, name))
            && _scope.Catalog.AvailabilityOf(plugin, out _) is PluginAvailability.Available or PluginAvailability.Ambiguous).ToList();
        return SetActiveAsync(left.Select(plugin => left.Count(other => other.Name == plugin.Name) == 1 ? plugin.QualifiedName : plugin.Name));
    }

    /// <summary>Makes all of them or none.</summary>
    private async ValueTask<IReadOnlyList<(PluginDescription Plugin, T Instance)>> MakeAsync(IEnumerable<PluginDescription> plugins)
    {
        var made = new List<(PluginDescription Plugin, T Instance)>();
        try
        {
            foreach (var plugin in plugins)
                made.Add((plugin, _scope.Create<T>(plugin, null, [], "extension")));
            return made;
        }
        catch
        {
            await ReleaseAsync(made.AsEnumerable().Reverse()).ConfigureAwait(false); // why one could not be made is what is told
            throw;
        }
    }

    /// <summary>Disposes all of them, whatever fails.</summary>
    private async ValueTask<IReadOnlyList<Diagnostic>> ReleaseAsync(IEnumerable<(PluginDescription Plugin, T Instance)> entries)
    {
        var faults = new List<Diagnostic>();
        foreach (var (_, instance) in entries)
        {
            try
            {
                await _scope.ReleaseAsync(instance).ConfigureAwait(false);
            }
            catch (DiagnosticException fault)
            {
                faults.AddRange(fault.Diagnostics);
            }
        }

        return faults;
    }

    private int Compare((PluginDescription Plugin, T Instance) left, (PluginDescription Plugin, T Instance) right) =>
        new PluginOrder(_scope.Catalog.Settings).Compare(left.Plugin, right.Plugin);

    private Diagnostic NotInstalled(string name, string what, string where) =>
        Diagnostic.Warning(PluginCodes.Unknown, $"{what} the {Kind} '{name}', which is not installed", $"take it from {where}; installed: {string.Join(", ", _scope.Catalog.NamesOf(Kind))}");
}
