using System.Text.Json.Nodes;

namespace Foray.Stations.Agents;

/// <summary>An agent's answer: the three values that OCS's clients know.</summary>
/// <param name="Status">0 done, -1 refused, 1 the time of a wait was over.</param>
/// <param name="Message">For people.</param>
/// <param name="Session">The encoded session; empty where the operation never ran.</param>
public sealed record AgentReply(int Status, string Message, JsonObject Session)
{
    /// <summary>Status of a request that was done.</summary>
    public const int Ok = 0;

    /// <summary>Status of a request that was refused.</summary>
    public const int Error = -1;

    /// <summary>Status of a wait whose time was over.</summary>
    public const int Timeout = 1;
}
