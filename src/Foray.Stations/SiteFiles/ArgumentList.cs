using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>The arguments of an instance as one flat list, however they are written: a list, lists in lists, or a mapping from flags to values.</summary>
internal static class ArgumentList
{
    private const string Remedy = "write a list: ['--flag', value], or a mapping: { flag: value }";

    /// <summary>The flat list; none where the key is absent or empty.</summary>
    public static IReadOnlyList<ScalarNode> Flatten(DocumentNode? node, SiteFindings findings)
    {
        var flat = new List<ScalarNode>();
        if (node is SequenceNode or MappingNode)
            Add(node, flat, findings);
        else if (node is not (null or ScalarNode { Kind: ScalarKind.Null }))
            findings.WrongForm(node, "'arguments'", "a list or a mapping", Remedy);
        return flat;
    }

    private static void Add(DocumentNode node, List<ScalarNode> flat, SiteFindings findings)
    {
        switch (node)
        {
            case SequenceNode sequence:
                foreach (var item in sequence.Items)
                    Add(item, flat, findings);
                break;
            case MappingNode mapping:
                foreach (var (key, value) in mapping.Entries)
                    AddEntry(key, value, flat, findings);
                break;
            case ScalarNode { Kind: not ScalarKind.Null } scalar:
                flat.Add(scalar);
                break;
            default:
                findings.WrongForm(node, "an item of 'arguments'", "text, a number or true/false", "give it a value, or remove it");
                break;
        }
    }

    private static void AddEntry(ScalarNode key, DocumentNode value, List<ScalarNode> flat, SiteFindings findings)
    {
        var flag = key.Text.StartsWith('-') ? key.Text : "--" + key.Text.Replace('_', '-');
        switch (value)
        {
            case ScalarNode { Kind: ScalarKind.Null }:
                flat.Add(new ScalarNode(key.Place, flag, ScalarKind.Text));
                break;
            case ScalarNode scalar:
                // In one piece, so that a value which begins with '-' is not taken for a flag.
                flat.Add(new ScalarNode(scalar.Place, $"{flag}={scalar.Text}", ScalarKind.Text));
                break;
            case SequenceNode sequence:
                flat.Add(new ScalarNode(key.Place, flag, ScalarKind.Text));
                Add(sequence, flat, findings);
                break;
            default:
                findings.WrongForm(value, $"the argument {SiteFindings.Shown(key.Text)}", "a value or a list of values", Remedy);
                break;
        }
    }
}
