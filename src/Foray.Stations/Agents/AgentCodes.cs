namespace Foray.Stations.Agents;

/// <summary>Codes of the diagnostics of agents.</summary>
internal static class AgentCodes
{
    /// <summary>An operation ended by an exception that its agent did not expect.</summary>
    public const string OperationFault = "FORAY448";

    /// <summary>An agent published what its feed does not take.</summary>
    public const string InvalidPublication = "FORAY449";

    /// <summary>An agent gave a session data that clients cannot read.</summary>
    public const string InvalidData = "FORAY450";

    /// <summary>What a feed published cannot be kept at present, or was dropped.</summary>
    public const string FeedNotKept = "FORAY451";

    /// <summary>An operation did not end when its agent was shut down.</summary>
    public const string Abandoned = "FORAY452";

    /// <summary>What an agent declares is not valid.</summary>
    public const string InvalidDeclaration = "FORAY453";
}
