using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Sites.Vagrant;

/// <summary>What a schema cannot say of networks: that they have an address for every machine, and none in common.</summary>
internal static class NetworkCheck
{
    public const string TooSmall = "FORAY281";
    public const string Overlap = "FORAY282";

    public static IEnumerable<Diagnostic> Run(IReadOnlyList<VagrantNetwork> networks, int machines, MappingNode section)
    {
        var places = (section["resources"] as MappingNode)?["networks"] as SequenceNode;
        var ranges = networks.Select(network => new AddressRange(network.Cidr)).ToList();
        for (var i = 0; i < ranges.Count; i++)
        {
            var place = ((places?.Items[i] as MappingNode)?["cidr"] ?? section).Place;
            if (ranges[i].Capacity < machines)
                yield return Diagnostic.Error(TooSmall, place, $"network '{networks[i].Cidr}' has addresses for {ranges[i].Capacity} machines, and the site has {machines}", "choose a shorter prefix");
            if (ranges.FindIndex(ranges[i].Overlaps) is var other && other < i)
                yield return Diagnostic.Error(Overlap, place, $"network '{networks[i].Cidr}' has addresses in common with '{networks[other].Cidr}'", "choose ranges that do not overlap");
        }
    }
}
