using System.Text.Json.Nodes;

namespace Foray.Stations.Agents;

/// <summary>The agents of all stations of the cluster, as clients ask them.</summary>
internal interface IAgentDirectory
{
    /// <summary>All agents, by instance.</summary>
    Task<IReadOnlyList<AgentEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Asks an operation of an agent. A refusal of the agent is a reply, not an exception.</summary>
    /// <param name="instance">Instance id, or its address.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Ends the wait for the answer, and nothing else.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">No such agent is up (FORAY535), several are, or its station is away (FORAY370).</exception>
    Task<AgentReply> RequestAsync(string instance, AgentRequest request, CancellationToken cancellationToken);

    /// <summary>What the agent offers, in the form of OCS's <c>get_api</c>.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">As for a request.</exception>
    Task<JsonObject> DescribeAsync(string instance, CancellationToken cancellationToken);

    /// <summary>The agent that a client means; one of this station comes before those of others.</summary>
    /// <param name="instance">Instance id, its address, or <c>STATION/INSTANCE</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is none (FORAY535), or several are (FORAY536).</exception>
    Task<AgentEntry> FindAsync(string instance, CancellationToken cancellationToken);

    /// <summary>Brings an agent up, or takes it down.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">As for a request; or it does not start.</exception>
    Task SwitchAsync(string instance, bool up, CancellationToken cancellationToken);
}
