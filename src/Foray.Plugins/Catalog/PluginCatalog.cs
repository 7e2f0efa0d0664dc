using Foray.Plugins.Manifests;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Catalog;

/// <summary>The plugins that were found. Knows them from their manifests; loads nothing.</summary>
public sealed class PluginCatalog
{
    private readonly PluginSettings _settings;
    private readonly ContractIndex _contracts;
    private Dictionary<string, List<PluginDescription>> _byKind;

    internal PluginCatalog(IReadOnlyList<PluginPackage> packages, PluginSettings settings, IReadOnlyList<Diagnostic> diagnostics)
    {
        _settings = settings;
        Packages = packages;
        Diagnostics = diagnostics;
        _contracts = new ContractIndex(packages, settings, IsUsable);
        foreach (var package in packages)
            (package.FindContracts, package.FindRefusal) = (_contracts.Find, RefusalOf);
        var plugins = new List<PluginDescription>();
        foreach (var package in packages)
            plugins.AddRange(package.Plugins);
        Plugins = Sort(plugins);
        _byKind = ByKind();
    }

    /// <summary>The packages, in the order in which they were found.</summary>
    public IReadOnlyList<PluginPackage> Packages { get; private set; }

    /// <summary>All plugins, those that cannot be used too, by kind, name and package.</summary>
    public IReadOnlyList<PluginDescription> Plugins { get; private set; }

    /// <summary>What was wrong with packages that could not be read. Everything else works all the same.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Settings the catalog was made with.</summary>
    public PluginSettings Settings => _settings;

    /// <summary>Names of the kinds that plugins are of or packages define, in alphabetical order.</summary>
    public IReadOnlyList<string> Kinds =>
        [.. Plugins.Select(plugin => plugin.Kind).Concat(Packages.SelectMany(package => package.Kinds).Select(kind => kind.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>All plugins of a kind, those that cannot be used too, by name and package.</summary>
    public IReadOnlyList<PluginDescription> OfKind(string kind) => KindOf(kind);

    /// <summary>True where the settings disable a plugin.</summary>
    public bool IsDisabled(PluginDescription plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        if (_settings.Disable.Count == 0)
            return false;
        return _settings.Disable.Any(entry => entry == plugin.Name || entry == plugin.Package.Name || entry == plugin.QualifiedName
            || entry == $"{plugin.Kind}/{plugin.Name}" || entry == plugin.Id);
    }

    /// <summary>Names of the plugins of a kind that are neither disabled nor untrusted, in alphabetical order.</summary>
    public IReadOnlyList<string> NamesOf(string kind) =>
        [.. KindOf(kind).Where(IsUsable).Select(plugin => plugin.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a plugin can be used, and why not.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="reason">Why it cannot be used by its name; null where it can.</param>
    public PluginAvailability AvailabilityOf(PluginDescription plugin, out Diagnostic? reason)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        reason = RefusalOf(plugin);
        if (reason is not null)
            return IsDisabled(plugin) ? PluginAvailability.Disabled : PluginAvailability.Untrusted;
        var found = Find(plugin.Kind, plugin.Name, out reason);
        if (found == plugin)
            return PluginAvailability.Available;
        reason ??= Diagnostic.Warning(PluginCodes.Ambiguous, $"the settings pin the {plugin.Kind} '{plugin.Name}' to package '{found!.Package.Name}' in '{found.Package.AssemblyPath}'",
            $"write '{plugin.QualifiedName}' to use this one");
        return found is null ? PluginAvailability.Ambiguous : PluginAvailability.NotPinned;
    }

    /// <summary>Finds a plugin by kind and <c>name</c> or <c>package:name</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The name.</param>
    /// <param name="problem">Why there is none to use: unknown, disabled, untrusted, or ambiguous. The place is left to the caller.</param>
    public PluginDescription? Find(string kind, string name, out Diagnostic? problem)
    {
        ArgumentNullException.ThrowIfNull(name);
        problem = null;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var candidates = KindOf(kind).Where(plugin => plugin.Name == name[(colon + 1)..] && (colon < 0 || plugin.Package.Name == name[..colon])).ToList();
        var usable = candidates.Where(IsUsable).ToList();
        if (usable.Count > 1)
            usable = new Pins(_settings).Choose(usable);
        if (usable.Count == 1)
            return usable[0];
        problem = usable.Count > 1 ? Ambiguous(kind, name[(colon + 1)..], usable)
            : candidates.Find(IsDisabled) is not null ? Disabled(kind, name)
            : candidates.Count > 0 ? candidates[0].Package.Blocked
            : Unknown(kind, name);
        return null;
    }

    /// <summary>Finds a plugin by <c>kind/name</c> or <c>kind/package:name</c>.</summary>
    /// <exception cref="DiagnosticException">There is none to use.</exception>
    public PluginDescription Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            throw new DiagnosticException(Diagnostic.Error(PluginCodes.Unknown, $"'{id}' names no plugin", "write kind/name, for example result/json"));
        return Find(id[..slash], id[(slash + 1)..], out var problem) ?? throw new DiagnosticException(problem!);
    }

    /// <summary>Adds a plugin that is a part of the program itself.</summary>
    /// <exception cref="DiagnosticException">One of this kind and name is registered already.</exception>
    internal void Register(PluginDescription plugin)
    {
        if (Plugins.FirstOrDefault(other => other.Id == plugin.Id) is not null)
            throw new DiagnosticException(Diagnostic.Error(PluginCodes.Ambiguous, $"the {plugin.Kind} '{plugin.Name}' is registered already", "give it another name"));
        if (!Packages.Contains(plugin.Package))
            Packages = [.. Packages, plugin.Package];
        plugin.Package.FindRefusal = RefusalOf;
        Plugins = Sort([.. Plugins, plugin]);
        _byKind = ByKind();
    }

    private Diagnostic? RefusalOf(PluginDescription plugin) => IsDisabled(plugin) ? Disabled(plugin.Kind, plugin.Name) : plugin.Package.Blocked;

    /// <summary>False where the settings disable the whole package.</summary>
    private bool IsUsable(PluginPackage package) =>
        package.Blocked is null && !_settings.Disable.Contains(package.Name) && (package.Plugins.Count == 0 || package.Plugins.Any(IsUsable));

    private bool IsUsable(PluginDescription plugin) => plugin.Package.Blocked is null && !IsDisabled(plugin);

    private List<PluginDescription> KindOf(string kind) => _byKind.GetValueOrDefault(kind) ?? [];

    private Dictionary<string, List<PluginDescription>> ByKind()
    {
        var kinds = new Dictionary<string, List<PluginDescription>>(StringComparer.Ordinal);
        foreach (var plugin in Plugins)
        {
            if (!kinds.TryGetValue(plugin.Kind, out var ofKind))
                kinds[plugin.Kind] = ofKind = [];
            ofKind.Add(plugin);
        }

        return kinds;
    }

    /// <summary>Not LINQ, which takes longer to load than this: the catalog is made at every start.</summary>
    private static List<PluginDescription> Sort(List<PluginDescription> plugins)
    {
        plugins.Sort(static (left, right) =>
            string.CompareOrdinal(left.Kind, right.Kind) is var byKind and not 0 ? byKind
            : string.CompareOrdinal(left.Name, right.Name) is var byName and not 0 ? byName
            : string.CompareOrdinal(left.Package.Name, right.Package.Name) is var byPackage and not 0 ? byPackage
            : string.CompareOrdinal(left.Package.AssemblyPath, right.Package.AssemblyPath));
        return plugins;
    }

    private static Diagnostic Ambiguous(string kind, string name, List<PluginDescription> plugins)
    {
        var isOneName = plugins.Select(plugin => plugin.Package.Name).Distinct(StringComparer.Ordinal).Count() == 1;
        var packages = string.Join(", ", plugins.Select(plugin => isOneName ? $"{plugin.Package.Name} {plugin.Package.Version} in '{plugin.Package.AssemblyPath}'" : plugin.Package.Name));
        var remedy = isOneName
            ? $"pin 'package/{plugins[0].Package.Name}' to one version or path in the settings, or remove one of them"
            : $"write '{plugins[0].QualifiedName}', or pin '{kind}/{name}' to one package in the settings";
        return Diagnostic.Error(PluginCodes.Ambiguous, $"the {kind} '{name}' is in several packages: {packages}", remedy);
    }

    private static Diagnostic Disabled(string kind, string name) =>
        Diagnostic.Error(PluginCodes.Disabled, $"the {kind} '{name}' is disabled in the settings", "take it from 'disable' in the settings file");

    private Diagnostic Unknown(string kind, string name)
    {
        var names = NamesOf(kind);
        var nearest = Suggestions.Nearest(name, names);
        var installed = names.Count == 0 ? "none is installed" : $"installed: {string.Join(", ", names)}";
        var remedy = nearest is null ? "" : $"did you mean '{nearest}'? ";
        return Diagnostic.Error(PluginCodes.Unknown, $"there is no {kind} '{name}'",
            $"{remedy}{installed}; 'foray plugin search {SearchWord(name) ?? kind}' looks for packages, and 'foray plugin install' adds one");
    }

    /// <summary>The name where it can be typed into a shell as it is; null where not.</summary>
    private static string? SearchWord(string name) =>
        name.Length is > 0 and < 40 && char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? name : null;
}
