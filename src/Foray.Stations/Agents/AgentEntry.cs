namespace Foray.Stations.Agents;

/// <summary>An agent of a cluster.</summary>
/// <param name="Instance">Its instance id.</param>
/// <param name="Class">Its agent class, the name of the plugin.</param>
/// <param name="Station">The station that it belongs to.</param>
/// <param name="Address">Its address, such as <c>observatory.data1</c>.</param>
/// <param name="State"><c>up</c>; <c>down</c> where its site file says that it is not to run; <c>failed</c>.</param>
/// <param name="Problem">Why it has failed; null otherwise.</param>
public sealed record AgentEntry(string Instance, string Class, string Station, string Address, string State, string? Problem)
{
    /// <summary>It runs.</summary>
    public const string Up = "up";

    /// <summary>It is not to run.</summary>
    public const string Down = "down";

    /// <summary>It does not start.</summary>
    public const string Failed = "failed";
}
