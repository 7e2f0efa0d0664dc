namespace Foray.Plugins.Trust;

/// <summary>Codes of the diagnostics about trust in projects.</summary>
public static class TrustCodes
{
    /// <summary>The file of trusted projects cannot be used, so that no project is trusted.</summary>
    public const string Unusable = "FORAY340";

    /// <summary>The file of trusted projects, or what shall be trusted, cannot be read or written.</summary>
    public const string CannotChange = "FORAY349";
}
