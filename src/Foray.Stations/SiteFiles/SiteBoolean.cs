namespace Foray.Stations.SiteFiles;

/// <summary>The words for true and false that OCS's reader of YAML (version 1.1) knows.</summary>
internal static class SiteBoolean
{
    /// <summary>True, false, or null where the text is neither.</summary>
    public static bool? Of(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => true,
        "FALSE" or "NO" or "OFF" => false,
        _ => null,
    };
}
