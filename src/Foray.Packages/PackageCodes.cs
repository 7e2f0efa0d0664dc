namespace Foray.Packages;

/// <summary>Codes of this project's diagnostics. The hundred says what kind of fault it is: 1 wrong use, 3 the environment, 4 a package.</summary>
public static class PackageCodes
{
    /// <summary>What was written is no name or version of a package.</summary>
    public const string BadRequest = "FORAY160";

    /// <summary>No feed has the package.</summary>
    public const string UnknownPackage = "FORAY161";

    /// <summary>No feed has a version of the package that fits.</summary>
    public const string NoSuchVersion = "FORAY162";

    /// <summary>The package is no package of plugins.</summary>
    public const string NoPluginPackage = "FORAY163";

    /// <summary>Packages require versions of another one that exclude each other.</summary>
    public const string Conflict = "FORAY164";

    /// <summary>An installed package requires the one to be removed.</summary>
    public const string StillRequired = "FORAY165";

    /// <summary>The package is not installed.</summary>
    public const string NotInstalled = "FORAY166";

    /// <summary>The lock file is missing or damaged.</summary>
    public const string BadLockFile = "FORAY167";

    /// <summary>The lock file is of a newer version.</summary>
    public const string NewerLockFile = "FORAY168";

    /// <summary>There is no feed to ask, or the configuration of feeds is wrong.</summary>
    public const string NoFeed = "FORAY169";

    /// <summary>A feed cannot be reached, or does not answer as feeds do.</summary>
    public const string FeedFailed = "FORAY331";

    /// <summary>A feed wants a log-in.</summary>
    public const string FeedRefused = "FORAY332";

    /// <summary>Another command works on the same folder of packages.</summary>
    public const string Busy = "FORAY333";

    /// <summary>A package cannot be written to the disk, or read from it.</summary>
    public const string DiskFailed = "FORAY334";

    /// <summary>Something that Foray did not make stands where a package would go.</summary>
    public const string InTheWay = "FORAY338";

    /// <summary>The content of a package is not the one that was locked.</summary>
    public const string WrongHash = "FORAY430";

    /// <summary>The package is no readable archive.</summary>
    public const string BadArchive = "FORAY431";

    /// <summary>The package's archive holds what might be written outside of its folder.</summary>
    public const string UnsafeEntry = "FORAY432";

    /// <summary>The package is larger than Foray unpacks.</summary>
    public const string TooLarge = "FORAY433";

    /// <summary>The package has no assembly with a readable manifest.</summary>
    public const string NoManifest = "FORAY434";

    /// <summary>The package calls itself differently than its feed does.</summary>
    public const string WrongName = "FORAY435";

    /// <summary>The package was built with another Sdk than this Foray has.</summary>
    public const string OtherSdk = "FORAY436";
}
