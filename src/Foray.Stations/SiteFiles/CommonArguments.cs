namespace Foray.Stations.SiteFiles;

/// <summary>The arguments that each agent of OCS takes. None of them does anything here yet; an agent may have an option of the same name.</summary>
internal static class CommonArguments
{
    private const string OfStation = "it is one for all agents of a station: see 'foray station start --help'";

    private static readonly Dictionary<string, string> Remedies = new(StringComparer.Ordinal)
    {
        ["--site"] = OfStation,
        ["--site-file"] = OfStation,
        ["--site-host"] = OfStation,
        ["--site-hub"] = OfStation,
        ["--site-http"] = OfStation,
        ["--site-realm"] = OfStation,
        ["--instance-id"] = "the key 'instance-id' names the instance",
        ["--address-root"] = "write 'address_root' in 'hub', or in the host",
        ["--registry-address"] = "remove it: there is no registry to be told of",
        ["--crossbar-timeout"] = "remove it: there is no router that could be away",
        ["--log-dir"] = "remove it",
        ["--working-dir"] = "write absolute paths",
        ["--access-policy"] = "remove it: whoever reaches the station may use all operations",
    };

    /// <summary>The flags.</summary>
    public static IReadOnlyCollection<string> Flags => Remedies.Keys;

    /// <summary>What to write instead of one; null for a flag that is none of them.</summary>
    public static string? RemedyFor(string flag) => Remedies.GetValueOrDefault(flag);
}
