using System.CommandLine;

namespace Foray.Cli.Commands.Agents;

/// <summary>The agent that a command is about.</summary>
internal static class InstanceArgument
{
    public static Argument<string> Create() => new("instance") { Description = "Instance id of the agent.", HelpName = "INSTANCE" };
}
