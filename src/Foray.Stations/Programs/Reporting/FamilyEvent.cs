using System.Text.Json.Nodes;

namespace Foray.Stations.Programs.Reporting;

/// <summary>An event of a submission as clients read it.</summary>
/// <param name="Sequence">Its number in the submission, from 1.</param>
/// <param name="Program">Id of the program: the submission's own, or that of a clone.</param>
/// <param name="Kind">What.</param>
/// <param name="Content">The rest.</param>
internal sealed record FamilyEvent(long Sequence, string Program, ProgramEventKind Kind, JsonObject Content);
