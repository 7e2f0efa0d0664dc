namespace Foray.Plugins;

/// <summary>Codes of this project's diagnostics.</summary>
public static class PluginCodes
{
    /// <summary>No plugin of this kind and name was found.</summary>
    public const string Unknown = "FORAY401";

    /// <summary>Several packages have a plugin of this kind and name.</summary>
    public const string Ambiguous = "FORAY402";

    /// <summary>The settings disable the plugin.</summary>
    public const string Disabled = "FORAY403";

    /// <summary>A package cannot be read.</summary>
    public const string BadPackage = "FORAY404";

    /// <summary>A package needs a newer Sdk.</summary>
    public const string NewerSdk = "FORAY405";

    /// <summary>A plugin failed while it was loaded, made or called.</summary>
    public const string Fault = "FORAY406";

    /// <summary>Two instances claim one exclusive resource.</summary>
    public const string Claimed = "FORAY407";

    /// <summary>A package lacks an assembly or a library that it needs.</summary>
    public const string MissingDependency = "FORAY408";

    /// <summary>A file of a package is for another processor, or damaged.</summary>
    public const string UnusableFile = "FORAY409";

    /// <summary>A package does not contain what its manifest says.</summary>
    public const string FalseManifest = "FORAY410";

    /// <summary>A plugin needs another one that is not there.</summary>
    public const string MissingRequirement = "FORAY411";

    /// <summary>A plugin needs another version of one that is there.</summary>
    public const string WrongVersion = "FORAY412";

    /// <summary>Plugins need each other in a circle.</summary>
    public const string RequirementCycle = "FORAY413";

    /// <summary>The packages of a project are not trusted.</summary>
    public const string Untrusted = "FORAY414";

    /// <summary>A plugin did not start or stop in time.</summary>
    public const string TooSlow = "FORAY415";

    /// <summary>A plugin needs one that failed.</summary>
    public const string RequirementFailed = "FORAY416";

    /// <summary>The contracts that a plugin implements are not there, or too old.</summary>
    public const string MissingContracts = "FORAY417";

    /// <summary>A plugin works with limits, as it says itself.</summary>
    public const string Degraded = "FORAY418";

    /// <summary>The settings speak of a plugin or package that is not there.</summary>
    public const string UnmatchedSetting = "FORAY419";
}
