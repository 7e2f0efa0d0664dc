namespace Foray.Agents;

/// <summary>Times as OCS's clients know them.</summary>
internal static class Timestamp
{
    /// <summary>Seconds since 1970-01-01 UTC, with their fraction.</summary>
    public static double Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
