using System.CommandLine;

namespace Foray.Cli.Commands.Agents;

/// <summary><c>foray agent</c>: the agents of a station and its cluster.</summary>
internal static class AgentCommand
{
    public const string Name = "agent";

    public static Command Create() => new(Name, "List agents, start and stop their operations, and listen to their feeds.")
    {
        AgentListCommand.Create(),
        AgentApiCommand.Create(),
        AgentOperationCommands.CreateStatus(),
        AgentOperationCommands.CreateStart(),
        AgentOperationCommands.CreateWait(),
        AgentOperationCommands.CreateStop(),
        AgentOperationCommands.CreateAbort(),
        AgentOperationCommands.CreateCall(),
        AgentListenCommand.Create(),
        AgentSwitchCommands.CreateUp(),
        AgentSwitchCommands.CreateDown(),
    };
}
