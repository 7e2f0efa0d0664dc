using System.CommandLine;
using Foray.Cli.Commands.Stations;
using Foray.Cli.Output;

namespace Foray.Cli.Commands.Agents;

/// <summary><c>foray agent up</c> and <c>down</c>: whether an agent of a site file runs, until its station starts anew.</summary>
internal static class AgentSwitchCommands
{
    public static Command CreateUp() => Create("up", "Bring an agent up that its site file keeps down, or that has failed.", isUp: true);

    public static Command CreateDown() => Create("down", "Take an agent down; its operations are asked to end first.", isUp: false);

    private static Command Create(string name, string description, bool isUp)
    {
        var instance = InstanceArgument.Create();
        var station = StationPlace.Option();
        var command = new Command(name, description) { instance, station };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = StationPlace.Open(parsed, station);
            await client.SwitchAgentAsync(parsed.GetValue(instance)!, isUp, cancellationToken);
            Console.Out.WriteLine($"{parsed.GetValue(instance)} is {name}");
            return ExitCode.Done;
        });
        return command;
    }
}
