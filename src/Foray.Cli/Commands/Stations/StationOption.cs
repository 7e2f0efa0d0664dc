using System.CommandLine;
using Foray.Stations.Client;

namespace Foray.Cli.Commands.Stations;

/// <summary>The station that a command asks.</summary>
internal static class StationOption
{
    public static Option<string?> Create() => new("--station")
    {
        Description = $"Address of the station. Default: ${StationAddress.Variable}, or http://127.0.0.1:7070.",
        HelpName = "URL",
    };
}
