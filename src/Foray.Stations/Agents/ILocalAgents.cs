using System.Text.Json.Nodes;

namespace Foray.Stations.Agents;

/// <summary>The agents of this station.</summary>
internal interface ILocalAgents
{
    /// <summary>All of them, also those that are down.</summary>
    IReadOnlyList<AgentEntry> Entries { get; }

    /// <summary>Asks an operation of an agent.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">No such agent is up here.</exception>
    Task<AgentReply> RequestAsync(string instance, AgentRequest request, CancellationToken cancellationToken);

    /// <summary>What an agent offers.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">No such agent is up here.</exception>
    JsonObject Describe(string instance);

    /// <summary>Brings an agent up that is down, or has failed; nothing where it is up.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The station has no such agent, or it does not start.</exception>
    Task UpAsync(string instance, CancellationToken cancellationToken);

    /// <summary>Takes an agent down; nothing where it is down.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The station has no such agent.</exception>
    Task DownAsync(string instance, CancellationToken cancellationToken);
}
