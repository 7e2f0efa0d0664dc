using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.HandOff;

/// <summary>Diagnostics for what can happen to a program on its way.</summary>
internal static class HandOffErrors
{
    public static DiagnosticException BadRequest(Exception? cause = null) => new(
        Diagnostic.Error(HandOffCodes.BadRequest, "a request to take over a program cannot be read", "run the same version of Foray at all stations of the cluster"), cause);

    public static DiagnosticException OutOfDate(string id, long epoch, string reason) => new(Diagnostic.Error(
        HandOffCodes.OutOfDate, $"incarnation {epoch} of program '{id}' is not taken: {reason}", "nothing is to be done: the program goes on where the ledger says that it lives"));

    public static Diagnostic LivesElsewhere(string id, long epoch) => Diagnostic.Error(
        HandOffCodes.LivesElsewhere, $"incarnation {epoch} of program '{id}' is not the one that lives at this station", "see with 'foray program list' where it lives");

    public static DiagnosticException KnownAlready(string id) => new(Diagnostic.Error(
        HandOffCodes.LivesElsewhere, $"the program '{id}' is known already", "submit it under a new id"));

    public static Diagnostic GivenUp(string id, string destination) => Diagnostic.Error(
        HandOffCodes.GivenUp, $"the hand-off of program '{id}' to station '{destination}' was given up", "see that the station is there, and try again");

    public static Diagnostic WrongReceipt(string id, string destination) => Diagnostic.Error(
        HandOffCodes.GivenUp, $"station '{destination}' gave a receipt for something else than program '{id}'", "run the same version of Foray at all stations of the cluster");
}
