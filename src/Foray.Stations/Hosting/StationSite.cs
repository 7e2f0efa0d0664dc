using System.Net;
using Foray.Plugins.Catalog;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Foray.Stations.Cluster;
using Foray.Stations.SiteFiles;

namespace Foray.Stations.Hosting;

/// <summary>What a site file says of this station.</summary>
/// <param name="File">The file.</param>
/// <param name="Host">The host that the station is.</param>
/// <param name="Plan">What it does with the host's instances.</param>
internal sealed record StationSite(SiteFile File, SiteHost Host, HostPlan Plan)
{
    /// <summary>Path of the bridge for OCS's clients where the file names no other.</summary>
    public const string UsualBridge = "/call";

    /// <summary>Path of the bridge for OCS's clients.</summary>
    public string BridgePath => Host.Hub.Http is { AbsolutePath: not "/" } http ? http.AbsolutePath : UsualBridge;

    /// <summary>Reads the site file that is asked for; null where none is.</summary>
    /// <param name="options">How the station is started.</param>
    /// <param name="catalog">The plugins that were found.</param>
    /// <param name="report">Told of warnings.</param>
    /// <exception cref="DiagnosticException">The file, or what it says of this host, has errors: all of them.</exception>
    public static StationSite? Read(StationOptions options, PluginCatalog catalog, Action<Diagnostic> report)
    {
        if (SiteFilePath.Find(options.SiteFile, null, Environment.GetEnvironmentVariable) is not { } path)
            return null;
        var file = SiteFile.Read(path);
        Accept(file.Diagnostics, report);
        var host = file.HostFor(options.SiteHost ?? Environment.GetEnvironmentVariable("SITE_HOST"), Environment.MachineName);
        var plan = HostPlan.Of(host, StationAgents.Lookup(catalog));
        Accept(plan.Diagnostics, report);
        return new StationSite(file, host, plan);
    }

    /// <summary>The port of the file's <c>wamp_http</c>; null where it names none.</summary>
    /// <exception cref="DiagnosticException">It is on another computer.</exception>
    public int? Port()
    {
        if (Host.Hub.Http is not { } http)
            return null;
        return http.IsLoopback || (IPAddress.TryParse(http.Host, out var address) && IPAddress.IsLoopback(address))
            ? http.Port
            : throw ClusterAddress.NotLoopback($"the site file's wamp_http, {http}, is no address of this computer alone; --port gives the station another one");
    }

    private static void Accept(IReadOnlyList<Diagnostic> diagnostics, Action<Diagnostic> report)
    {
        if (diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error))
            throw new DiagnosticException(diagnostics);
        foreach (var warning in diagnostics)
            report(warning);
    }
}
