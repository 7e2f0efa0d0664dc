using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>What becomes of one instance of a host.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Options">The section that its agent is made from, checked; null for one that is left out.</param>
/// <param name="Reason">Why it is not brought up; null for one that is.</param>
internal sealed record InstancePlan(SiteInstance Instance, InstanceFate Fate, MappingNode? Options, string? Reason)
{
    /// <summary>One line for people.</summary>
    public string Line => $"{Instance.Id} ({SiteFindings.Shown(Instance.Class)[1..^1]}): " + Fate switch
    {
        InstanceFate.Up => "up",
        InstanceFate.Down => $"stays down: {Reason}",
        _ => $"left out: {Reason}",
    };
}
