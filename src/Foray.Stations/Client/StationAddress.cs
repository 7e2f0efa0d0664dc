using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Client;

/// <summary>Where clients look for a station.</summary>
public static class StationAddress
{
    /// <summary>Environment variable with the address of a station.</summary>
    public const string Variable = "FORAY_STATION";

    /// <summary>The address of the station that is meant.</summary>
    /// <param name="given">The address that was given; null for that in <c>$FORAY_STATION</c>, or <c>http://127.0.0.1:7070</c>.</param>
    /// <exception cref="DiagnosticException">It is no address (FORAY223).</exception>
    public static Uri Find(string? given)
    {
        var text = given ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : $"http://127.0.0.1:{Hosting.StationOptions.DefaultPort}");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new Uri(address.GetLeftPart(UriPartial.Authority))
            : throw new DiagnosticException(Diagnostic.Error(StationCodes.BadAddress, $"'{text}' is no address of a station", "write it as http://127.0.0.1:7070, in --station or FORAY_STATION"));
    }
}
