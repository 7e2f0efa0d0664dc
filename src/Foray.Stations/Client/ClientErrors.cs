using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Client;

/// <summary>What can go wrong between a client and a station.</summary>
internal static class ClientErrors
{
    /// <summary>A station cannot be reached.</summary>
    private const string Unreachable = "FORAY370";

    /// <summary>The address of a station is none.</summary>
    private const string BadAddress = "FORAY225";

    /// <summary>A parameter of an operation does not fit.</summary>
    private const string BadParameter = "FORAY226";

    /// <summary>A file to listen into is not one that can be gone on with.</summary>
    private const string BadFile = "FORAY227";

    public static DiagnosticException NotReached(Uri station, string reason, Exception? cause = null) => new(
        Diagnostic.Error(Unreachable, $"the station at {Shown(station)} cannot be reached: {reason}", $"see that it runs (foray station start), or name another one with --station or {StationClient.Variable}"), cause);

    public static DiagnosticException NoAnswer(Uri station, string reason, Exception? cause = null) => new(
        Diagnostic.Error(Unreachable, $"what answers at {Shown(station)} does not answer as a station: {reason}", $"see that the address is that of a station of this version, or name another one with --station or {StationClient.Variable}"), cause);

    public static DiagnosticException Address(string source, string text) => new(
        Diagnostic.Error(BadAddress, $"{source} '{text}' is not the address of a station", "write it as http://HOST:PORT"));

    public static Diagnostic Parameter(string message, string remedy) => Diagnostic.Error(BadParameter, message, remedy);

    public static DiagnosticException File(string path, string reason) => new(
        Diagnostic.Error(BadFile, $"'{path}' cannot be listened into: {reason}", "name another file; this one has not been changed"));

    private static string Shown(Uri station) => station.GetLeftPart(UriPartial.Authority);
}
