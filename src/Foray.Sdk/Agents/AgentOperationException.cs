namespace Foray.Sdk.Agents;

/// <summary>Ends an operation without success for a reason that the agent expects: a device is busy, a value was not reached. Any other exception counts as a fault of the agent.</summary>
/// <param name="message">What happened, for clients: the session's last message.</param>
/// <param name="cause">What it comes from. Default: nothing else.</param>
public sealed class AgentOperationException(string message, Exception? cause = null) : Exception(message, cause);
