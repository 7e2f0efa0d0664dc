using Foray.Deployments.Clusters;
using Foray.Sdk.Checks;
using Foray.Sdk.Documents;

namespace Foray.Deployments.HTCondor;

/// <summary>Rules of how the sections of a pool go together.</summary>
internal sealed class HTCondorRules(HTCondorDeploymentOptions options, ICheckContext context, string plugin)
{
    /// <summary>There is more than one central manager.</summary>
    public const string SeveralManagers = "FORAY263";

    /// <summary>A pool has no central manager.</summary>
    public const string NoManager = "FORAY264";

    /// <summary>A machine is named twice for one thing.</summary>
    public const string NamedTwice = "FORAY265";

    /// <summary>A machine is a pool of its own, and a member of another one.</summary>
    public const string PersonalAndMember = "FORAY266";

    private readonly ClusterSections<HTCondorRole> _sections = new(context, plugin, options.Labels);

    public void Check()
    {
        if (options.Kind == HTCondorRole.CentralManager)
            _sections.RequireOne(options.Kind, "an HTCondor pool has one central manager", SeveralManagers);
        else if (options.Kind != HTCondorRole.Personal && !_sections.Have(HTCondorRole.CentralManager))
            _sections.Report(NoManager, $"the {Name(options.Kind)} machines have no central manager", "add a section 'kind: central-manager' on one machine");
        foreach (var section in _sections.Earlier)
            if (section.Role<HTCondorRole>() is { } role)
                CheckOverlap(section, role);
    }

    private void CheckOverlap(MappingNode section, HTCondorRole role)
    {
        // Of two central managers it is told that there are two.
        var isTwice = role == options.Kind && role != HTCondorRole.CentralManager;
        var isMixed = role != options.Kind && (role == HTCondorRole.Personal || options.Kind == HTCondorRole.Personal);
        if ((!isTwice && !isMixed) || _sections.FindCommon(section) is not { } machine)
            return;
        if (isTwice)
            _sections.Report(NamedTwice, $"machine '{machine}' is {Name(role)} in this section and in that at {section.Place}", "name it in one of them");
        else
            _sections.Report(PersonalAndMember, $"machine '{machine}' is {Name(options.Kind)} in this section and {Name(role)} in that at {section.Place}, and a personal machine is a pool of its own", "name it in one of them");
    }

    private static string Name(HTCondorRole role) => role == HTCondorRole.CentralManager ? "central manager" : role.ToString().ToLowerInvariant();
}
