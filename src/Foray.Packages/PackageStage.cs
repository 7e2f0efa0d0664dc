namespace Foray.Packages;

/// <summary>What is being done with a package.</summary>
public enum PackageStage
{
    /// <summary>Its versions are looked up.</summary>
    Resolving,

    /// <summary>It comes from its feed.</summary>
    Downloading,

    /// <summary>It is unpacked and checked.</summary>
    Extracting,

    /// <summary>It is in its place.</summary>
    Done,
}
