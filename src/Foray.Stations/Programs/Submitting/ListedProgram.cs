namespace Foray.Stations.Programs.Submitting;

/// <summary>A program in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Family">Id of the submission.</param>
/// <param name="Main">Its main file; null where the station that knows it is away.</param>
/// <param name="Station">Where it is, or ended.</param>
/// <param name="State"><c>runs</c>; <c>waits</c> for a station that is away or starts it; <c>ended</c>.</param>
/// <param name="End">How it ended; null while it lives.</param>
/// <param name="Epoch">Number of its incarnation; null where it has ended.</param>
/// <param name="Since">When the incarnation began, or it was submitted.</param>
internal sealed record ListedProgram(string Id, string Family, string? Main, string Station, string State, string? End, long? Epoch, DateTimeOffset? Since)
{
    /// <summary>It runs.</summary>
    public const string Runs = "runs";

    /// <summary>It waits for its station.</summary>
    public const string Waits = "waits";

    /// <summary>It has ended.</summary>
    public const string Ended = "ended";
}
