using System.Text.RegularExpressions;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>Reads the instances of a file, and sees that each has an address of its own.</summary>
internal sealed partial class InstanceReader(SiteFindings findings)
{
    private const string IdKey = "instance-id";
    private const string ClassKey = "agent-class";
    private static readonly string[] Keys = [ClassKey, IdKey, "arguments", "manage"];

    private readonly Dictionary<string, Place> _addresses = new(StringComparer.Ordinal);

    /// <summary>An instance; null where something is wrong with it, which is reported.</summary>
    /// <param name="node">What is there.</param>
    /// <param name="hub">The hub of its host.</param>
    public SiteInstance? Read(DocumentNode node, SiteHub hub)
    {
        if (node is not MappingNode mapping)
        {
            findings.WrongForm(node, "an agent instance", "a mapping", $"write it with the keys '{ClassKey}' and '{IdKey}'");
            return null;
        }

        var errors = findings.Errors;
        var keys = new SiteKeys(mapping, "the agent instance", Keys, findings);
        keys.ReportUnknown(Severity.Error);
        var agentClass = Class(keys);
        var id = Id(keys, hub);
        var arguments = ArgumentList.Flatten(mapping["arguments"], findings);
        var manage = ManageModes.Read(mapping["manage"], findings);
        return agentClass is null || id is null || findings.Errors > errors ? null : new SiteInstance(id, agentClass, mapping.Place) { Arguments = arguments, Manage = manage };
    }

    private static string? Class(SiteKeys keys)
    {
        if (!keys.Has(ClassKey))
            keys.ReportMissing(ClassKey, "add the name of an agent, such as FakeDataAgent");
        return keys.Text(ClassKey);
    }

    private string? Id(SiteKeys keys, SiteHub hub)
    {
        if (!keys.Has(IdKey))
            keys.ReportMissing(IdKey, "add a name that no other instance of the site has");
        if (keys.Scalar(IdKey) is not { } id)
            return null;
        if (!IdForm().IsMatch(id.Text))
        {
            findings.Error(SiteCodes.BadAddress, id, $"'{IdKey}' cannot be {SiteFindings.Shown(id.Text)}", "use letters, digits, '_' and '-'");
            return null;
        }

        if (_addresses.TryAdd($"{hub.AddressRoot}.{id.Text}", id.Place))
            return id.Text;
        findings.Error(SiteCodes.SameInstance, id, $"the instance id {SiteFindings.Shown(id.Text)} stands twice; the first one is on line {_addresses[$"{hub.AddressRoot}.{id.Text}"].Line}",
            "give each instance of the site an id of its own");
        return null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();
}
