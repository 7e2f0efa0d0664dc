namespace Foray.Stations.Agents.Sessions;

/// <summary>Times as OCS's clients know them.</summary>
internal static class UnixTime
{
    /// <summary>Seconds since 1970-01-01 UTC, with their fraction.</summary>
    public static double Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
