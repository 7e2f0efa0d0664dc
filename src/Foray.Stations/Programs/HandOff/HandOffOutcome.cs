using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.HandOff;

/// <summary>How a hand-off ended.</summary>
/// <param name="Problem">Why the program stays; null where it has left, and its worker here is to be ended.</param>
/// <param name="Epoch">Epoch under which it goes on, here or there.</param>
internal sealed record HandOffOutcome(Diagnostic? Problem, long Epoch)
{
    /// <summary>Whether the program has left.</summary>
    public bool HasLeft => Problem is null;
}
