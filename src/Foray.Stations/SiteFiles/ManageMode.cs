namespace Foray.Stations.SiteFiles;

/// <summary>Who brings an instance up, and whether it is to be up at first.</summary>
internal enum ManageMode
{
    /// <summary>Its host, at once.</summary>
    HostUp,

    /// <summary>Its host, when somebody asks.</summary>
    HostDown,

    /// <summary>A container engine, at once.</summary>
    DockerUp,

    /// <summary>A container engine, when somebody asks.</summary>
    DockerDown,

    /// <summary>Nobody that the site file knows of.</summary>
    Ignore,
}
