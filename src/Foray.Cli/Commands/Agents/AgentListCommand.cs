using System.CommandLine;
using Foray.Cli.Commands.Stations;
using System.Text.Json;
using Foray.Cli.Output;
using Foray.Stations.Agents;

namespace Foray.Cli.Commands.Agents;

/// <summary><c>foray agent list</c>: the agents of all stations of the cluster.</summary>
internal static class AgentListCommand
{
    public static Command Create()
    {
        var station = StationPlace.Option();
        var format = CommonOptions.Format();
        var command = new Command("list", "List the agents of all stations of the cluster.") { station, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = StationPlace.Open(parsed, station);
            var agents = await client.ListAgentsAsync(cancellationToken);
            if (parsed.GetValue(format) == OutputFormats.Json)
                JsonOutput.WriteObject(writer => writer.WriteList("agents", agents, agent => Write(writer, agent)));
            else
            {
                Console.Out.Write(TextTable.Format(
                    ["INSTANCE", "CLASS", "STATION", "STATE", "ADDRESS", "PROBLEM"],
                    [.. agents.Select(agent => (IReadOnlyList<string>)[agent.Instance, agent.Class, agent.Station, agent.State, agent.Address, agent.Problem ?? ""])]));
                if (agents.Count == 0)
                    Console.Error.WriteLine("foray: there are no agents");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Utf8JsonWriter writer, AgentEntry agent)
    {
        writer.WriteStartObject();
        writer.WriteString("instance", agent.Instance);
        writer.WriteString("class", agent.Class);
        writer.WriteString("station", agent.Station);
        writer.WriteString("address", agent.Address);
        writer.WriteString("state", agent.State);
        writer.WriteString("problem", agent.Problem);
        writer.WriteEndObject();
    }
}
