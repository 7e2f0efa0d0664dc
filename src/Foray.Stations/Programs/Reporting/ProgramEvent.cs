using System.Text.Json.Nodes;

namespace Foray.Stations.Programs.Reporting;

/// <summary>Something that became of a program, on its way to the station that reports it.</summary>
/// <param name="Family">Id of the submission.</param>
/// <param name="Program">Id of the program.</param>
/// <param name="Kind">What.</param>
/// <param name="Content">The rest: <c>station</c>, <c>clone</c>, <c>text</c> and the like.</param>
internal sealed record ProgramEvent(string Family, string Program, ProgramEventKind Kind, JsonObject Content);
