using Foray.Deployments.Clusters;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Deployments.Slurm;

/// <summary>Rules of how the sections of a cluster go together. What concerns two of them is told at the later one.</summary>
internal sealed class SlurmRules(SlurmDeploymentOptions options, ICheckContext context)
{
    /// <summary>There is more than one controller.</summary>
    public const string SeveralControllers = "FORAY287";

    /// <summary>A cluster has no controller.</summary>
    public const string NoController = "FORAY288";

    /// <summary>A machine is named twice for one thing.</summary>
    public const string NamedTwice = "FORAY289";

    public void Check(string plugin)
    {
        var sections = context.Siblings.Where(sibling => sibling.Plugin == plugin).Select(sibling => sibling.Section).ToList();
        var earlier = sections.TakeWhile(section => section != context.Section).ToList();
        if (options.Kind == SlurmRole.Controller)
            CheckController(earlier);
        else if (!sections.Exists(section => section.Role<SlurmRole>() == SlurmRole.Controller))
            Report(NoController, $"the {Name(options.Kind)} machines have no controller", "add a section 'kind: controller' on one machine");
        foreach (var section in earlier.Where(section => section.Role<SlurmRole>() == options.Kind))
            if (context.FindCommon(options.Labels, section) is { } twice)
                Report(NamedTwice, $"machine '{twice}' is {Name(options.Kind)} in this section and in that at {section.Place}", "name it in one of them");
    }

    private void CheckController(List<MappingNode> earlier)
    {
        if (earlier.Find(section => section.Role<SlurmRole>() == SlurmRole.Controller) is { } other)
            Report(SeveralControllers, $"a Slurm cluster has one controller, and there is another one at {other.Place}", "leave one of them out");
        else if (context.Select(options.Labels) is { Count: not 1 } machines)
            Report(SeveralControllers, $"a Slurm cluster has one controller, and these labels choose {machines.Count} machines: {string.Join(", ", machines.Select(machine => machine.Name))}",
                "choose a label that one machine has, such as foray.LABEL.1");
    }

    private static string Name(SlurmRole role) => role.ToString().ToLowerInvariant();

    private void Report(string code, string message, string remedy) => context.Report(Diagnostic.Error(code, message, remedy) with { Place = context.Section.Place });
}
