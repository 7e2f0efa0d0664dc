namespace Foray.Stations;

/// <summary>Codes of the diagnostics of a station itself; those of its parts stand beside them.</summary>
internal static class StationCodes
{
    /// <summary>A name is none of a station.</summary>
    public const string BadName = "FORAY172";

    /// <summary>Others than this computer would reach the station.</summary>
    public const string NotLoopback = "FORAY173";

    /// <summary>An address of a cluster cannot be read.</summary>
    public const string BadCluster = "FORAY174";

    /// <summary>There is no folder for the station's data.</summary>
    public const string NoDataFolder = "FORAY175";

    /// <summary>A station cannot be reached.</summary>
    public const string Away = "FORAY370";

    /// <summary>The store of a cluster cannot be reached.</summary>
    public const string NoClusterStore = "FORAY600";

    /// <summary>A station with the same data runs already.</summary>
    public const string RunsAlready = "FORAY601";

    /// <summary>The station could not join its cluster.</summary>
    public const string NotJoined = "FORAY602";
}
