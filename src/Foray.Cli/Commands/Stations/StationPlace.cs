using System.CommandLine;
using Foray.Stations.Client;

namespace Foray.Cli.Commands.Stations;

/// <summary>The station that a command asks.</summary>
internal static class StationPlace
{
    public static Option<string?> Option() => new("--station")
    {
        Description = $"The station to ask. Default: the variable {StationClient.Variable}, or {StationClient.DefaultAddress}.",
        HelpName = "URL",
    };

    public static StationClient Open(ParseResult parsed, Option<string?> station) => new(StationClient.AddressOf(parsed.GetValue(station)));
}
