using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Deployments.Clusters;

/// <summary>The sections of a cluster, as the check of one of them sees them. What concerns two of them is told at the later one.</summary>
/// <typeparam name="TRole">What machines are in the cluster.</typeparam>
internal sealed class ClusterSections<TRole>
    where TRole : struct, Enum
{
    private readonly ICheckContext _context;
    private readonly LabelSelector _labels;
    private readonly List<MappingNode> _all;

    /// <summary>The sections that a check sees.</summary>
    /// <param name="context">The check.</param>
    /// <param name="plugin">Name of the plugin whose sections make the cluster.</param>
    /// <param name="labels">Labels of the section that is checked.</param>
    public ClusterSections(ICheckContext context, string plugin, LabelSelector labels)
    {
        (_context, _labels) = (context, labels);
        _all = [.. context.Siblings.Where(sibling => sibling.Plugin == plugin).Select(sibling => sibling.Section)];
        Earlier = [.. _all.TakeWhile(section => section != context.Section)];
    }

    /// <summary>Those before the one that is checked.</summary>
    public IReadOnlyList<MappingNode> Earlier { get; }

    /// <summary>True where a section has machines that are this.</summary>
    public bool Have(TRole role) => _all.Exists(section => section.Role<TRole>()?.Equals(role) == true);

    /// <summary>Refuses a second machine that is what one machine of the cluster can be.</summary>
    /// <param name="head">What the machines of the section are.</param>
    /// <param name="rule">The rule in words, such as <c>a Slurm cluster has one controller</c>.</param>
    /// <param name="code">Code of the diagnostic.</param>
    public void RequireOne(TRole head, string rule, string code)
    {
        if (Earlier.FirstOrDefault(section => section.Role<TRole>()?.Equals(head) == true) is { } other)
            Report(code, $"{rule}, and there is another one at {other.Place}", "leave one of them out");
        else if (_context.Select(_labels) is { Count: not 1 } machines)
            Report(code, $"{rule}, and these labels choose {machines.Count} machines: {string.Join(", ", machines.Select(machine => machine.Name))}", "choose a label that one machine has, such as foray.LABEL.1");
    }

    /// <summary>Name of the first machine that the section has in common with another one; null where there is none.</summary>
    public string? FindCommon(MappingNode other) => _context.FindCommon(_labels, other);

    /// <summary>Reports a fault of the section.</summary>
    public void Report(string code, string message, string remedy) => _context.Report(Diagnostic.Error(code, message, remedy) with { Place = _context.Section.Place });
}
