using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Cluster;

/// <summary>Names of stations: they stand in paths of the namespace and of the disk.</summary>
internal static class StationName
{
    private const int Longest = 63;

    /// <summary>A name from that of this computer.</summary>
    public static string Default { get; } = Of(Environment.MachineName);

    /// <summary>Checks a name that was given.</summary>
    /// <exception cref="DiagnosticException">It is none.</exception>
    public static string Check(string name) => IsValid(name)
        ? name
        : throw new DiagnosticException(Diagnostic.Error(
            StationCodes.BadName, $"'{name}' is no name of a station", $"use at most {Longest} letters, digits, '-' and '_', and begin with a letter or a digit"));

    /// <summary>Whether a text is a name.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private static string Of(string machine)
    {
        var name = machine.Split('.')[0];
        return IsValid(name) ? name : "station";
    }
}
