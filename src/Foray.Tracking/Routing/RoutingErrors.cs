using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Routing;

/// <summary>Diagnostics of what goes to sinks.</summary>
internal static class RoutingErrors
{
    public static DiagnosticException SameName(string name) => new(Diagnostic.Error(
        "FORAY365", $"two sinks are named '{name}'", "give each a name of its own"));

    public static DiagnosticException UnusableName(string name) => new(Diagnostic.Error(
        "FORAY365", $"'{name}' cannot be the name of a sink", "use letters (a-z), digits, '-' and '_'"));

    public static DiagnosticException UnreadableCursor(string path, Exception cause) => new(Diagnostic.Error(
        "FORAY366", $"how far a sink is cannot be read from '{path}': {cause.Message}", "remove the file: the sink gets all of that spool again"), cause);

    public static Diagnostic NotDelivered(string sink, string reason) => Diagnostic.Warning(
        "FORAY367", $"sink '{sink}' has not got everything: {reason}", "the rest is kept, and delivered when the next process tracks to the same store, or by 'foray runs recover'");

    public static Diagnostic Failing(string sink, string reason) => Diagnostic.Warning(
        "FORAY368", $"sink '{sink}' cannot be reached: {reason}", "nothing is lost: it is tried again");
}
