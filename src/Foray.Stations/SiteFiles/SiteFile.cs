using Foray.Configuration.Documents;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.SiteFiles;

/// <summary>A site file of OCS: the hosts of an observatory and the agents on each.</summary>
/// <param name="Path">Path of the file as it stands in diagnostics.</param>
/// <param name="Hub">Where clients reach the agents of hosts that say nothing else.</param>
/// <param name="Hosts">The hosts, in the order of the file.</param>
/// <param name="Diagnostics">Everything that is wrong with the file, in its order. What could not be understood is left out of the hosts.</param>
internal sealed record SiteFile(string Path, SiteHub Hub, IReadOnlyList<SiteHost> Hosts, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Host of a file that is the same for each computer.</summary>
    private const string AnyComputer = "localhost";

    /// <summary>Reads a file. Whatever is in it, the answer is a site file with diagnostics.</summary>
    public static SiteFile Read(string path) => new SiteFileReader().Read(YamlReader.ReadFile(path));

    /// <summary>The host that a station stands for: the one that was asked for, else the one of the computer's name, else <c>localhost</c>.</summary>
    /// <param name="asked">Name that was asked for (<c>--site-host</c>, <c>SITE_HOST</c>); null where none was.</param>
    /// <param name="computer">Name of this computer.</param>
    /// <exception cref="DiagnosticException">There is none (FORAY240).</exception>
    public SiteHost HostFor(string? asked, string computer) =>
        asked is null ? Find(computer) ?? Find(AnyComputer) ?? throw Missing($"neither the host {SiteFindings.Shown(computer)} nor '{AnyComputer}'", computer)
        : Find(asked) ?? throw Missing($"no host {SiteFindings.Shown(asked)}", asked);

    private SiteHost? Find(string name) => Hosts.FirstOrDefault(host => host.Name == name);

    private DiagnosticException Missing(string what, string name)
    {
        List<string> names = [.. Hosts.Select(host => host.Name)];
        var hint = new SiteFindings().Nearest(name, names) is { } nearest ? $"did you mean '{nearest}'? " : "";
        return new DiagnosticException(Diagnostic.Error(SiteCodes.UnknownHost, new Place(Path, 0, 0), $"the site file has {what}",
            names.Count == 0 ? "it has no hosts at all: add one below 'hosts'" : $"{hint}choose one with --site-host: {SiteFindings.Shown(names)}"));
    }
}
