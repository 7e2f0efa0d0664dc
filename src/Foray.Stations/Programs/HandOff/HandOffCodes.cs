namespace Foray.Stations.Programs.HandOff;

/// <summary>Codes of the diagnostics of moving and keeping programs.</summary>
internal static class HandOffCodes
{
    /// <summary>A file or a stored program is of a newer version.</summary>
    public const string Newer = "FORAY290";

    /// <summary>A file of programs, or a program in it or on its way, is damaged or something else.</summary>
    public const string Damaged = "FORAY295";

    /// <summary>A request of another station cannot be read.</summary>
    public const string BadRequest = "FORAY299";

    /// <summary>The ledger of programs cannot be asked.</summary>
    public const string NoLedger = "FORAY526";

    /// <summary>A station cannot read or write what it keeps of programs.</summary>
    public const string CannotKeep = "FORAY527";

    /// <summary>An offered program is out of date.</summary>
    public const string OutOfDate = "FORAY528";

    /// <summary>A program lives already, or lives elsewhere.</summary>
    public const string LivesElsewhere = "FORAY529";

    /// <summary>A hand-off was given up.</summary>
    public const string GivenUp = "FORAY530";
}
