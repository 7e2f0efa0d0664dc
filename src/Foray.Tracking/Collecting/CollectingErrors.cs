using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Collecting;

/// <summary>Diagnostics of what measures and listens for runs. They are warnings: the run goes on.</summary>
internal static class CollectingErrors
{
    public static Diagnostic NotMeasured(string collector, string? machine, string reason)
    {
        var where = machine is null ? "" : $" of machine '{machine}'";
        return Diagnostic.Warning("FORAY445", $"collector '{collector}'{where} did not measure: {reason}", "the run goes on, and it tries again at its next turn");
    }

    public static Diagnostic NotAttached(string integration, string reason) => Diagnostic.Warning(
        "FORAY446", $"integration '{integration}' does not listen: {reason}", "the run goes on without what it would report");

    public static Diagnostic NotDetached(string integration, string reason) => Diagnostic.Warning(
        "FORAY446", $"integration '{integration}' did not end: {reason}", "the run has ended; what it was still to report may be missing");
}
