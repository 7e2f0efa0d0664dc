using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.Keeping;

/// <summary>What a stored result says before the bytes of its state and its suitcase.</summary>
/// <param name="Id">Id of the program.</param>
/// <param name="Family">Id of the submission.</param>
/// <param name="Epoch">Number of its last incarnation.</param>
/// <param name="ReportingStation">Who is told.</param>
/// <param name="Station">Where it ended.</param>
/// <param name="End">How.</param>
/// <param name="Message">Why.</param>
/// <param name="Trace">Its stack trace.</param>
/// <param name="Time">When.</param>
/// <param name="Clones">How many clones it has sent.</param>
/// <param name="StateFormat">Form of the state; null where there is none.</param>
internal sealed record ResultHeader(
    string Id, string Family, long Epoch, string ReportingStation, string Station, ProgramEndKind End, string? Message, string? Trace, DateTimeOffset Time, int Clones, string? StateFormat);
