namespace Foray.Packages.Store;

/// <summary>What has a package's name in its folder.</summary>
internal enum StoreLink
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A link into the store.</summary>
    Ours,

    /// <summary>Something that Foray did not make.</summary>
    Foreign,
}
