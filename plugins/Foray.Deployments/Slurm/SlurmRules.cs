using Foray.Deployments.Clusters;
using Foray.Sdk.Checks;

namespace Foray.Deployments.Slurm;

/// <summary>Rules of how the sections of a cluster go together.</summary>
internal sealed class SlurmRules(SlurmDeploymentOptions options, ICheckContext context, string plugin)
{
    /// <summary>There is more than one controller.</summary>
    public const string SeveralControllers = "FORAY287";

    /// <summary>A cluster has no controller.</summary>
    public const string NoController = "FORAY288";

    /// <summary>A machine is named twice for one thing.</summary>
    public const string NamedTwice = "FORAY289";

    private readonly ClusterSections<SlurmRole> _sections = new(context, plugin, options.Labels);

    public void Check()
    {
        if (options.Kind == SlurmRole.Controller)
            _sections.RequireOne(options.Kind, "a Slurm cluster has one controller", SeveralControllers);
        else if (!_sections.Have(SlurmRole.Controller))
            _sections.Report(NoController, $"the {Name(options.Kind)} machines have no controller", "add a section 'kind: controller' on one machine");
        foreach (var section in _sections.Earlier.Where(section => section.Role<SlurmRole>() == options.Kind))
            if (_sections.FindCommon(section) is { } twice)
                _sections.Report(NamedTwice, $"machine '{twice}' is {Name(options.Kind)} in this section and in that at {section.Place}", "name it in one of them");
    }

    private static string Name(SlurmRole role) => role.ToString().ToLowerInvariant();
}
