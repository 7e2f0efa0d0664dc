namespace Foray.Stations.Programs.Keeping;

/// <summary>A program that a station keeps, without its content.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Family">Id of the submission that it stems from.</param>
/// <param name="ReportingStation">The station that is told of its end.</param>
/// <param name="Runtime">The runtime that it needs.</param>
/// <param name="Main">Its main file.</param>
/// <param name="Epoch">Number of its incarnation at this station.</param>
/// <param name="Phase">What the station does with it.</param>
/// <param name="Peer">Where it is to go, or came from; null while it runs.</param>
/// <param name="Arrived">When it came to this station.</param>
/// <param name="Changed">When it entered the phase.</param>
internal sealed record KeptProgram(
    string Id, string Family, string ReportingStation, string Runtime, string Main, long Epoch, ProgramPhase Phase, string? Peer, DateTimeOffset Arrived, DateTimeOffset Changed);
