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
}
