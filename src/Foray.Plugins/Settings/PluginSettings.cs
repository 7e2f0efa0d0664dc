namespace Foray.Plugins.Settings;

/// <summary>What a user decides about plugins. Made of layers; see <see cref="Over"/>.</summary>
public sealed record PluginSettings
{
    /// <summary>Folders to look for packages in, besides the default ones. Default: none.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Plugins that are never loaded: <c>name</c>, <c>kind/name</c>, <c>package:name</c>, <c>kind/package:name</c>, or a package's name for all of its plugins. Default: none.</summary>
    public IReadOnlyList<string> Disable { get; init; } = [];

    /// <summary>
    /// Package that is meant where several have a plugin, or several have one name: <c>kind/name</c> or <c>package/NAME</c> → the package's name, version, <c>NAME@VERSION</c>,
    /// or the path of its folder or assembly. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Pins { get; init; } = new Dictionary<string, string>();

    /// <summary>Order of extensions by kind; names that are missing follow in alphabetical order. Default: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Order { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Driver of a kind where nothing else names one. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Drivers { get; init; } = new Dictionary<string, string>();

    /// <summary>Active extensions and formats by kind. Default: those the feature names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Active { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>These settings above others: a value here wins; paths and disabled plugins are added up, so that what any layer disables stays disabled.</summary>
    /// <param name="below">The layer below.</param>
    public PluginSettings Over(PluginSettings below) => new()
    {
        Paths = [.. Paths.Concat(below.Paths).Distinct(StringComparer.Ordinal)],
        Disable = [.. Disable.Concat(below.Disable).Distinct(StringComparer.Ordinal)],
        Pins = Merge(Pins, below.Pins),
        Order = Merge(Order, below.Order),
        Drivers = Merge(Drivers, below.Drivers),
        Active = Merge(Active, below.Active),
    };

    private static Dictionary<string, T> Merge<T>(IReadOnlyDictionary<string, T> above, IReadOnlyDictionary<string, T> below)
    {
        var merged = new Dictionary<string, T>(below, StringComparer.Ordinal);
        foreach (var (key, value) in above)
            merged[key] = value;
        return merged;
    }
}
