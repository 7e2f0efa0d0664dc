using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Hosting;

/// <summary>What goes wrong on a station that runs.</summary>
internal static class StationErrors
{
    /// <summary>A request met a fault of Foray.</summary>
    private const string Failed = "FORAY603";

    public static Diagnostic RequestFailed(Exception error) =>
        Diagnostic.Error(Failed, $"a request failed: {error.GetType().Name}: {error.Message}", "this is a fault of Foray or of a plugin; report it");
}
