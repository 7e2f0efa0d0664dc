using System.Text.Json;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Listing;

/// <summary>A plugin, and whether it can be used. Known from its manifest alone.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="State">Whether it can be used, in snake_case.</param>
/// <param name="Reason">Why it cannot; null where it can.</param>
internal sealed record ListedPlugin(PluginDescription Plugin, string State, Diagnostic? Reason)
{
    /// <summary>State of a plugin that requires others which are not there.</summary>
    private const string Unmet = "unmet";

    /// <summary>Source of the package, in snake_case.</summary>
    public string Source => SnakeCase(Plugin.Package.Source.ToString());

    /// <summary>Every plugin of a catalog, in its order.</summary>
    public static IReadOnlyList<ListedPlugin> Of(PluginCatalog catalog)
    {
        var graph = new RequirementGraph(catalog);
        return [.. catalog.Plugins.Select(plugin => Of(catalog, graph, plugin))];
    }

    private static ListedPlugin Of(PluginCatalog catalog, RequirementGraph graph, PluginDescription plugin)
    {
        var availability = catalog.AvailabilityOf(plugin, out var reason);
        if (availability == PluginAvailability.Available && graph.ProblemsOf(plugin) is [var problem, ..])
            return new ListedPlugin(plugin, Unmet, problem);
        return new ListedPlugin(plugin, SnakeCase(availability.ToString()), reason);
    }

    private static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
