using Foray.Configuration.Hosting;
using Foray.Plugins;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>Decides what becomes of instances.</summary>
/// <param name="find">Finds the agents that are installed.</param>
/// <param name="findings">Where problems with arguments go.</param>
internal sealed class InstancePlanner(AgentLookup find, SiteFindings findings)
{
    /// <summary>Agents that come with OCS, and why a station does without them.</summary>
    private static readonly Dictionary<string, string> OfOcs = new(StringComparer.Ordinal)
    {
        ["HostManager"] = "not needed: the station itself brings the agents of its host up",
        ["AccessDirector"] = "Foray has no agent of this class yet, and no access levels",
        ["RegistryAgent"] = "Foray has no agent of this class yet; 'foray agent list' tells what is up",
        ["AggregatorAgent"] = "Foray has no agent of this class yet; the station keeps all feeds",
        ["InfluxDBAgent"] = "Foray has no agent of this class yet",
    };

    public InstancePlan Plan(SiteInstance instance)
    {
        var schema = find(instance.Class, out var problem);
        var options = schema is null ? null : Options(instance, schema);
        return instance.Manage switch
        {
            ManageMode.Ignore => LeftOut(instance, "the site file says that somebody else takes care of it (manage: ignore)"),
            ManageMode.DockerUp or ManageMode.DockerDown =>
                LeftOut(instance, $"it is to run in a container (manage: {ManageModes.NameOf(instance.Manage)}), and stations do not manage containers yet"),
            _ when schema is null => LeftOut(instance, Missing(instance.Class, problem)),
            _ when options is null => LeftOut(instance, "its arguments are wrong"),
            ManageMode.HostDown => new InstancePlan(instance, InstanceFate.Down, options, "the site file says so (manage: host/down)"),
            _ => new InstancePlan(instance, InstanceFate.Up, options, null),
        };
    }

    /// <summary>The section of an instance; null where it has errors, which are reported.</summary>
    private MappingNode? Options(SiteInstance instance, OptionsSchema schema)
    {
        var own = new SiteFindings();
        var section = new AgentArguments(instance, schema, own).ToSection();
        foreach (var problem in own.Errors > 0 ? [] : new OptionsChecker().Check(section, schema))
            own.Add(problem);
        foreach (var problem in own.ToSorted())
            findings.Add(problem);
        return own.Errors > 0 ? null : section;
    }

    private static InstancePlan LeftOut(SiteInstance instance, string reason) => new(instance, InstanceFate.LeftOut, null, reason);

    private static string Missing(string agentClass, Diagnostic? problem)
    {
        if (problem is null or { Code: PluginCodes.Unknown } && OfOcs.TryGetValue(agentClass, out var known))
            return known;
        return problem is null ? "no such agent is installed" : problem.Remedy is null ? problem.Message : $"{problem.Message} ({problem.Remedy})";
    }
}
