using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>The keys of one mapping of a site file.</summary>
/// <param name="mapping">The mapping.</param>
/// <param name="owner">What messages call it.</param>
/// <param name="known">The keys that it may have.</param>
/// <param name="findings">Where problems go.</param>
internal sealed class SiteKeys(MappingNode mapping, string owner, IReadOnlyList<string> known, SiteFindings findings)
{
    private readonly HashSet<string> _meant = new(StringComparer.Ordinal);

    /// <summary>Reports keys that are not known. A key that was probably meant by an error is not reported as missing then.</summary>
    public void ReportUnknown(Severity severity)
    {
        foreach (var (key, _) in mapping.Entries)
        {
            if (known.Contains(key.Text))
                continue;
            var nearest = findings.Nearest(key.Text, known.Where(name => mapping[name] is null));
            if (nearest is not null && severity == Severity.Error)
                _meant.Add(nearest);
            findings.Add(new Diagnostic(SiteCodes.UnknownKey, severity, key.Place, $"the key {SiteFindings.Shown(key.Text)} of {owner} is not known",
                nearest is not null ? $"did you mean '{nearest}'?" : $"valid keys: {SiteFindings.Shown(known)}"));
        }
    }

    /// <summary>Whether a key is there with a value.</summary>
    public bool Has(string key) => mapping[key] is not (null or ScalarNode { Kind: ScalarKind.Null });

    public void ReportMissing(string key, string remedy)
    {
        if (!_meant.Contains(key))
            findings.Error(SiteCodes.MissingKey, mapping[key] ?? mapping, $"{owner} has no '{key}'", remedy);
    }

    /// <summary>The text of a key; null where it has none, or something else, which is reported.</summary>
    public string? Text(string key) => Scalar(key)?.Text;

    /// <summary>The scalar of a key, of whatever type; null where it has none, or something else, which is reported.</summary>
    public ScalarNode? Scalar(string key)
    {
        if (!Has(key))
            return null;
        if (mapping[key] is ScalarNode scalar)
            return scalar;
        findings.WrongForm(mapping[key]!, $"'{key}'", "text");
        return null;
    }

    /// <summary>The mapping of a key; null where it has none, or something else, which is reported.</summary>
    public MappingNode? Mapping(string key)
    {
        if (!Has(key))
            return null;
        if (mapping[key] is MappingNode value)
            return value;
        findings.WrongForm(mapping[key]!, $"'{key}'", "a mapping");
        return null;
    }

    /// <summary>The items of a key; none where it has none, or something else, which is reported.</summary>
    public IReadOnlyList<DocumentNode> List(string key)
    {
        if (!Has(key))
            return [];
        if (mapping[key] is SequenceNode value)
            return value.Items;
        findings.WrongForm(mapping[key]!, $"'{key}'", "a list", "write '- ' before each item, or [a, b]");
        return [];
    }
}
