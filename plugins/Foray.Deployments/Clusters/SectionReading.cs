using Foray.Sdk.Checks;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Deployments.Clusters;

/// <summary>What the sections of a cluster say, read where their options are another plugin's.</summary>
internal static class SectionReading
{
    /// <summary>A value of a section; null where it has none.</summary>
    public static string? Text(this MappingNode section, string key) => section[key] is ScalarNode { Kind: not ScalarKind.Null } value ? value.Text : null;

    /// <summary>What a section's machines are in the cluster; null where it does not say.</summary>
    public static TRole? Role<TRole>(this MappingNode section)
        where TRole : struct, Enum =>
        section.Text("kind") is { } kind && Enum.TryParse<TRole>(kind.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var role) ? role : null;

    /// <summary>Name of the first machine that some labels and those of another section have in common; null where they have none.</summary>
    public static string? FindCommon(this ICheckContext context, LabelSelector labels, MappingNode other) =>
        context.Select(labels).Select(machine => machine.Name).Intersect(context.Select(LabelsOf(other)).Select(machine => machine.Name)).FirstOrDefault();

    private static LabelSelector LabelsOf(MappingNode section) => new([.. section["labels"] switch
    {
        SequenceNode list => list.Items.OfType<ScalarNode>().Select(label => label.Text),
        ScalarNode label => [label.Text],
        _ => [],
    }]);
}
