using System.CommandLine;
using Foray.Cli.Commands.Stations;
using Foray.Stations.Agents;
using Foray.Stations.Client;

namespace Foray.Cli.Commands.Agents;

/// <summary>A command about one operation of an agent.</summary>
internal sealed class AgentTarget
{
    private readonly Argument<string> _instance = InstanceArgument.Create();
    private readonly Argument<string> _operation = new("operation") { Description = "Name of the task or process.", HelpName = "OPERATION" };
    private readonly Option<string?> _station = StationPlace.Option();
    private readonly Option<string> _format = CommonOptions.Format();

    public AgentTarget(string name, string description) => Command = new Command(name, description) { _instance, _operation, _station, _format };

    public Command Command { get; }

    /// <summary>Gives the command what it does.</summary>
    /// <param name="run">Asks the agent, and returns the exit code.</param>
    public Command Create(Func<Call, CancellationToken, Task<int>> run)
    {
        Command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = StationPlace.Open(parsed, _station);
            var instance = parsed.GetValue(_instance)!;
            var call = new Call(parsed, client, client.Agent(instance), parsed.GetValue(_operation)!, parsed.GetValue(_format) == OutputFormats.Json);
            return await run(call, cancellationToken);
        });
        return Command;
    }

    /// <summary>What was asked for.</summary>
    public sealed record Call(ParseResult Parsed, StationClient Station, AgentClient Agent, string Operation, bool IsJson)
    {
        /// <summary>Prints a reply.</summary>
        /// <returns>The exit code.</returns>
        public int Write(AgentReply reply)
        {
            AgentReplyOutput.Write(Agent.Instance, Operation, reply, IsJson);
            return AgentOperationCommands.CodeOf(reply);
        }
    }
}
