namespace Foray.Tracking.Exporting;

/// <summary>Codes of what can be wrong with an export.</summary>
internal static class ExportCodes
{
    /// <summary>A file that no export has written is in the way.</summary>
    public const string InTheWay = "FORAY190";

    /// <summary>A form needs a file.</summary>
    public const string NeedsFile = "FORAY191";

    /// <summary>Runs cannot be copied to what is no store.</summary>
    public const string NoStore = "FORAY193";
}
