using Foray.Sdk.Diagnostics;

namespace Foray.Stations.SiteFiles;

/// <summary>What a station does with the instances of its host.</summary>
/// <param name="Instances">Each instance, in the order of the file.</param>
/// <param name="Diagnostics">What is wrong with their arguments, in the order of the file. An instance with errors is left out.</param>
internal sealed record HostPlan(IReadOnlyList<InstancePlan> Instances, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Compares a host with the agents that are installed. Loads none.</summary>
    public static HostPlan Of(SiteHost host, AgentLookup find)
    {
        var findings = new SiteFindings();
        var planner = new InstancePlanner(find, findings);
        List<InstancePlan> instances = [.. host.Instances.Select(planner.Plan)];
        return new HostPlan(instances, findings.ToSorted());
    }
}
