namespace Foray.Docker.Containers;

/// <summary>A network as the options give it.</summary>
/// <param name="Labels">Labels of the machines on it.</param>
/// <param name="Cidr">Range of its addresses; null for the engine's choice.</param>
/// <param name="Number">Which one it is among those that are otherwise the same; from 0.</param>
internal sealed record NetworkSpecification(IReadOnlyList<string> Labels, string? Cidr, int Number)
{
    /// <summary>The networks of the options, in their order.</summary>
    public static IReadOnlyList<NetworkSpecification> Of(IReadOnlyList<DockerNetwork>? networks)
    {
        List<NetworkSpecification> all = [];
        foreach (var network in networks ?? [])
        {
            var (labels, cidr) = (network.Labels.Labels, network.Cidr?.ToString());
            all.Add(new NetworkSpecification(labels, cidr, all.Count(other => other.Cidr == cidr && other.Labels.SequenceEqual(labels))));
        }

        return all;
    }

    /// <summary>True where a machine with these labels of the file may be on the network: it is where one of the labels is generated and turns out to be its.</summary>
    public bool MayConnect(IReadOnlyList<string> labels) => Labels.Any(label => labels.Contains(label) || label == DockerSite.Kind || Foray.Sdk.Options.Label.IsReserved(label));
}
