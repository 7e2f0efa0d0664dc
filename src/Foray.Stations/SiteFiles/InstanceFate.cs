namespace Foray.Stations.SiteFiles;

/// <summary>What becomes of an instance when its station starts.</summary>
internal enum InstanceFate
{
    /// <summary>It is brought up.</summary>
    Up,

    /// <summary>It could be brought up, and the site file says not to.</summary>
    Down,

    /// <summary>The station has nothing to do with it, or cannot run it.</summary>
    LeftOut,
}
