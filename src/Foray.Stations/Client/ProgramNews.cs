using System.Text.Json.Nodes;

namespace Foray.Stations.Client;

/// <summary>Something that became of a program.</summary>
/// <param name="Program">Its id: the submission's own, or that of a clone.</param>
/// <param name="Kind"><c>submitted</c>, <c>moved</c>, <c>cloned</c>, <c>printed</c> or <c>ended</c>.</param>
/// <param name="Content">The rest: <c>station</c>; <c>clone</c>; <c>stream</c> and <c>text</c>; <c>end</c>, <c>message</c> and <c>trace</c>.</param>
public sealed record ProgramNews(string Program, string Kind, JsonObject Content);
