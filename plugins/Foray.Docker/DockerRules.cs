using System.Net.Sockets;
using Foray.Docker.Engines;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Docker;

/// <summary>Rules of the options that their types cannot say.</summary>
internal static class DockerRules
{
    public const string NoImage = "FORAY291";
    public const string RangesOverlap = "FORAY292";
    public const string NobodyOnNetwork = "FORAY293";
    public const string BadHost = "FORAY294";

    /// <summary>Everything that is wrong with the options, and a warning where the engine of this computer does not answer.</summary>
    public static IEnumerable<Diagnostic> Check(DockerSiteOptions options, ICheckContext context) =>
        [.. Hosts(options, context.Section), .. Images(options, context.Section), .. Ranges(options, context.Section), .. Members(options, context)];

    private static IEnumerable<Diagnostic> Hosts(DockerSiteOptions options, MappingNode section)
    {
        var address = EngineAddress.Resolve(options.Host);
        if (options.Host is not null && EngineAddress.FindProblem(address) is { } problem)
            yield return Diagnostic.Error(BadHost, (section["host"] ?? section).Place, $"'{address}' is no address of a container engine: {problem.Reason}", problem.Remedy);
        else if (EngineAddress.SocketOf(address) is { } path && Knock(address, path) is { } warning)
            yield return warning with { Severity = Severity.Warning, Place = (section["host"] ?? section).Place };
    }

    private static IEnumerable<Diagnostic> Images(DockerSiteOptions options, MappingNode section)
    {
        if (options.Image is not null)
            yield break;
        foreach (var (number, group) in options.Resources.Machines.Index().Where(group => group.Item.Image is null))
            yield return Diagnostic.Error(
                NoImage, (Item(section, "machines", number) ?? section).Place, $"the machines of '{group.Labels}' have no image", "give them an 'image', or the site one for all");
    }

    private static IEnumerable<Diagnostic> Ranges(DockerSiteOptions options, MappingNode section)
    {
        var ranges = (options.Resources.Networks ?? []).Index().Where(network => network.Item.Cidr is not null).Select(network => (network.Index, Range: network.Item.Cidr!.Value)).ToList();
        for (var second = 1; second < ranges.Count; second++)
        {
            if (ranges.Take(second).FirstOrDefault(first => Overlap(first.Range, ranges[second].Range)) is { Range.Address: not null } first)
                yield return Diagnostic.Error(
                    RangesOverlap, (Item(section, "networks", ranges[second].Index)?["cidr"] ?? section).Place,
                    $"the range {ranges[second].Range} overlaps with {first.Range} of another network", "give each network a range of its own, or none");
        }
    }

    private static IEnumerable<Diagnostic> Members(DockerSiteOptions options, ICheckContext context)
    {
        foreach (var (number, network) in (options.Resources.Networks ?? []).Index())
        {
            if (!context.Select(network.Labels).Any(machine => machine.Site == DockerSite.Kind))
                yield return Diagnostic.Warning(
                    NobodyOnNetwork, (Item(context.Section, "networks", number) ?? context.Section).Place,
                    $"no container is on the network of '{network.Labels}'", "name labels of machines of this site, or remove it");
        }
    }

    // Only a connection tells whether anybody listens; that of a socket of this computer costs nothing.
    private static Diagnostic? Knock(string address, string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return null;
        }
        catch (SocketException exception)
        {
            return EngineFailure.Explain(address, exception);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            return EngineFailure.Silent(address, exception.Message);
        }
    }

    private static bool Overlap(Cidr one, Cidr other)
    {
        var shorter = Math.Min(one.PrefixLength, other.PrefixLength);
        return one.Address.AddressFamily == other.Address.AddressFamily
            && new Cidr(one.Address, shorter).Network.Address.Equals(new Cidr(other.Address, shorter).Network.Address);
    }

    private static MappingNode? Item(MappingNode section, string list, int number) =>
        ((section["resources"] as MappingNode)?[list] as SequenceNode)?.Items[number] as MappingNode;
}
