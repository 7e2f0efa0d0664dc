namespace Foray.Stations.SiteFiles;

/// <summary>A computer of a site, and the agents that are to run there.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Hub">Where clients reach its agents: the hub of the site with what the host says otherwise.</param>
/// <param name="Instances">Its agents, in the order of the file.</param>
internal sealed record SiteHost(string Name, SiteHub Hub, IReadOnlyList<SiteInstance> Instances)
{
    /// <summary>Folder for the logs of its agents (<c>log-dir</c>), as written. Default: null, the file does not say.</summary>
    public string? LogFolder { get; init; }
}
