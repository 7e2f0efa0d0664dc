using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Stations.SiteFiles;

/// <summary>An agent that a site file wants on a host.</summary>
/// <param name="Id">Its instance id, the last part of its address.</param>
/// <param name="Class">Its agent class, the name of a plugin.</param>
/// <param name="Place">Where it stands in the file.</param>
internal sealed record SiteInstance(string Id, string Class, Place Place)
{
    /// <summary>Its arguments as one flat list, as a command line has them. Default: none.</summary>
    public IReadOnlyList<ScalarNode> Arguments { get; init; } = [];

    /// <summary>Who brings it up. Default: its host, at once.</summary>
    public ManageMode Manage { get; init; }
}
