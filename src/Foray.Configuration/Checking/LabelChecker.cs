using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Checking;

/// <summary>Labels that choose machines or define them.</summary>
internal sealed class LabelChecker(CheckScope scope)
{
    public void CheckSelector(DocumentNode node, OptionName name)
    {
        foreach (var label in ValidItems(node, name))
        {
            if (scope.Labels.IsDefined(label.Text))
                continue;
            var nearest = NearestName.Of(label.Text, scope.Labels.All, scope.Diagnostics);
            scope.Error(ConfigurationCodes.UndefinedLabel, label, $"no machine has the label {Excerpt.Of(label.Text)}",
                nearest is not null ? $"did you mean '{nearest}'?" : $"defined labels: {Excerpt.Of(scope.Labels.Written)}");
        }
    }

    public void CheckSet(DocumentNode node, OptionName name)
    {
        foreach (var label in ValidItems(node, name))
            if (Label.IsReserved(label.Text))
                scope.Error(ConfigurationCodes.ReservedLabel, label, $"the label {Excerpt.Of(label.Text)} begins with a prefix that is reserved for generated labels",
                    $"begin it with something else than {string.Join(" and ", Label.ReservedPrefixes.Select(prefix => $"'{prefix}'"))}");
        if (node is SequenceNode { Items.Count: > MachinePlanner.MostLabels } labels)
            scope.Error(ConfigurationCodes.BadForm, node, $"{name} has {labels.Items.Count} items; at most {MachinePlanner.MostLabels} allowed", "use fewer labels");
    }

    /// <summary>Warns of programs that machines on this computer must have and lack.</summary>
    public void CheckTools(MappingNode mapping, OptionsSchema schema)
    {
        foreach (var property in schema.Properties)
            if (property.Tool
                && schema.Properties.FirstOrDefault(other => other.Schema.Type == ValueType.LabelSelector) is { } selector
                && ChoosesLocalMachine(mapping[selector.Key]))
                foreach (var (tool, place) in ToolsOf(mapping, property))
                    if (tool.Length > 0 && !tool.Contains("${", StringComparison.Ordinal))
                        RequireTool(tool, place);
    }

    private void RequireTool(string tool, Place place) =>
        scope.RequireTool(tool, ConfigurationCodes.MissingMachineTool, place, $"this computer has no program {Excerpt.Of(tool)}, and machines here need it",
            "install it, or correct its name");

    private bool ChoosesLocalMachine(DocumentNode? labels)
    {
        if (labels is not SequenceNode sequence)
            return false;
        foreach (var item in sequence.Items)
            if (item is ScalarNode label)
                foreach (var machine in scope.Labels.MachinesOf(label.Text))
                    if (scope.LocalSites.Contains(machine.Site))
                        return true;
        return false;
    }

    private static IEnumerable<(string Tool, Place Place)> ToolsOf(MappingNode mapping, OptionProperty property)
    {
        switch (mapping[property.Key])
        {
            case null or ScalarNode { Kind: ScalarKind.Null }:
                // Names of programs need no escapes, and a parser for one word costs a start several milliseconds.
                if (property.Default is ['"', .. var name, '"'] && !name.Contains('\\', StringComparison.Ordinal))
                    yield return (name, mapping.Place);
                break;
            case ScalarNode scalar:
                yield return (scalar.Text, scalar.Place);
                break;
            case SequenceNode sequence:
                foreach (var item in sequence.Items)
                    if (item is ScalarNode { Kind: not ScalarKind.Null } tool)
                        yield return (tool.Text, tool.Place);
                break;
        }
    }

    /// <summary>The labels that are well written; reports the others, and empty lists.</summary>
    private List<ScalarNode> ValidItems(DocumentNode node, OptionName name)
    {
        var valid = new List<ScalarNode>();
        if (node is not SequenceNode sequence)
        {
            scope.WrongType(node, name, "a list");
            return valid;
        }

        if (sequence.Items.Count == 0)
            scope.Error(ConfigurationCodes.BadForm, node, $"{name} has no items; at least 1 needed", "add a label");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in sequence.Items)
        {
            if (item is FaultyNode)
                continue;
            if (item is not ScalarNode { Kind: not ScalarKind.Null } label)
                scope.WrongType(item, name.Item, "a label");
            else if (!seen.Add(label.Text))
                scope.Error(ConfigurationCodes.Repeated, label, $"{name} has {Excerpt.Of(label.Text)} twice", "remove one of them");
            else if (!Label.IsValid(label.Text))
                scope.Error(ConfigurationCodes.BadLabel, label, $"{Excerpt.Of(label.Text)} is not a label", "use letters, digits, '.', '_' and '-'");
            else
                valid.Add(label);
        }

        return valid;
    }
}
