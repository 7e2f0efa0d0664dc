using Foray.Configuration;
using Foray.Configuration.Documents;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>Makes a site file from its document. Reads one file.</summary>
internal sealed class SiteFileReader
{
    private static readonly string[] FileKeys = ["hub", "hosts"];

    /// <summary>The folders of Python agents, the router and the time to wait for it mean nothing here.</summary>
    private static readonly string[] HostKeys = ["agent-instances", "log-dir", "crossbar", "crossbar-timeout", "agent-paths", .. HubReader.Keys];

    private readonly SiteFindings _findings = new();
    private readonly InstanceReader _instances;

    public SiteFileReader() => _instances = new InstanceReader(_findings);

    public SiteFile Read(YamlDocument document)
    {
        foreach (var diagnostic in document.Diagnostics)
            _findings.Add(diagnostic.Code == ConfigurationCodes.EmptyFile ? diagnostic with { Remedy = "a site file has the keys 'hub' and 'hosts'" } : diagnostic);
        var hub = new SiteHub();
        List<SiteHost> hosts = [];
        if (document.Root is MappingNode root)
            (hub, hosts) = ReadRoot(root);
        else if (document.Root is { } other)
            _findings.WrongForm(other, "a site file", "a mapping", "write it with the keys 'hub' and 'hosts'");
        return new SiteFile(document.File, hub, hosts, _findings.ToSorted());
    }

    private (SiteHub Hub, List<SiteHost> Hosts) ReadRoot(MappingNode root)
    {
        var keys = new SiteKeys(root, "the site file", FileKeys, _findings);
        keys.ReportUnknown(Severity.Warning);
        var hub = keys.Mapping("hub") is { } mapping ? new HubReader(_findings).Read(mapping, new SiteHub()) : new SiteHub();
        List<SiteHost> hosts = [];
        if (keys.Has("hosts"))
            foreach (var (name, host) in keys.Mapping("hosts")?.Entries ?? [])
                hosts.Add(ReadHost(name, host, hub));
        else
            keys.ReportMissing("hosts", "add it, with a mapping from the name of each computer to its agents");
        return (hub, hosts);
    }

    private SiteHost ReadHost(ScalarNode name, DocumentNode node, SiteHub hub)
    {
        if (node is not MappingNode mapping)
        {
            if (node is not ScalarNode { Kind: ScalarKind.Null })
                _findings.WrongForm(node, $"the host {SiteFindings.Shown(name.Text)}", "a mapping", "write it with the key 'agent-instances'");
            return new SiteHost(name.Text, hub, []);
        }

        var keys = new SiteKeys(mapping, $"the host {SiteFindings.Shown(name.Text)}", HostKeys, _findings);
        keys.ReportUnknown(Severity.Warning);
        var own = new HubReader(_findings).Read(mapping, hub);
        var instances = keys.List("agent-instances").Select(item => _instances.Read(item, own)).OfType<SiteInstance>().ToList();
        return new SiteHost(name.Text, own, instances) { LogFolder = keys.Text("log-dir") };
    }
}
