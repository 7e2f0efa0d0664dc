using Foray.Deployments.Clusters;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Deployments.HTCondor;

/// <summary>Rules of how the sections of a pool go together. What concerns two of them is told at the later one.</summary>
internal sealed class HTCondorRules(HTCondorDeploymentOptions options, ICheckContext context)
{
    /// <summary>There is more than one central manager.</summary>
    public const string SeveralManagers = "FORAY263";

    /// <summary>A pool has no central manager.</summary>
    public const string NoManager = "FORAY264";

    /// <summary>A machine is named twice for one thing.</summary>
    public const string NamedTwice = "FORAY265";

    /// <summary>A machine is a pool of its own, and a member of another one.</summary>
    public const string PersonalAndMember = "FORAY266";

    public void Check(string plugin)
    {
        var sections = context.Siblings.Where(sibling => sibling.Plugin == plugin).Select(sibling => sibling.Section).ToList();
        var earlier = sections.TakeWhile(section => section != context.Section).ToList();
        if (options.Kind == HTCondorRole.CentralManager)
            CheckManager(earlier);
        else if (options.Kind != HTCondorRole.Personal && !sections.Exists(section => section.Role<HTCondorRole>() == HTCondorRole.CentralManager))
            Report(NoManager, $"the {Name(options.Kind)} machines have no central manager", "add a section 'kind: central-manager' on one machine");
        foreach (var section in earlier)
            if (section.Role<HTCondorRole>() is { } role)
                CheckOverlap(section, role);
    }

    private void CheckManager(List<MappingNode> earlier)
    {
        if (earlier.Find(section => section.Role<HTCondorRole>() == HTCondorRole.CentralManager) is { } other)
            Report(SeveralManagers, $"an HTCondor pool has one central manager, and there is another one at {other.Place}", "leave one of them out");
        else if (context.Select(options.Labels) is { Count: not 1 } machines)
            Report(SeveralManagers, $"an HTCondor pool has one central manager, and these labels choose {machines.Count} machines: {string.Join(", ", machines.Select(machine => machine.Name))}",
                "choose a label that one machine has, such as foray.LABEL.1");
    }

    private void CheckOverlap(MappingNode section, HTCondorRole role)
    {
        // Of two central managers it is told that there are two.
        var isTwice = role == options.Kind && role != HTCondorRole.CentralManager;
        var isMixed = role != options.Kind && (role == HTCondorRole.Personal || options.Kind == HTCondorRole.Personal);
        if ((!isTwice && !isMixed) || context.FindCommon(options.Labels, section) is not { } machine)
            return;
        if (isTwice)
            Report(NamedTwice, $"machine '{machine}' is {Name(role)} in this section and in that at {section.Place}", "name it in one of them");
        else
            Report(PersonalAndMember, $"machine '{machine}' is {Name(options.Kind)} in this section and {Name(role)} in that at {section.Place}, and a personal machine is a pool of its own", "name it in one of them");
    }

    private static string Name(HTCondorRole role) => role == HTCondorRole.CentralManager ? "central manager" : role.ToString().ToLowerInvariant();

    private void Report(string code, string message, string remedy) => context.Report(Diagnostic.Error(code, message, remedy) with { Place = context.Section.Place });
}
