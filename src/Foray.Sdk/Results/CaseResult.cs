using Foray.Sdk.Experiments;

namespace Foray.Sdk.Results;

/// <summary>A row of results: a case on a machine.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Case">Name of the case.</param>
/// <param name="Machine">Name of the machine; null where it never got one.</param>
/// <param name="Run">Id of the run that produced it: an earlier one where the row was reused.</param>
/// <param name="Parameters">The case's parameters.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Folder">Its files, relative to the output folder.</param>
public sealed record CaseResult(
    string Experiment,
    string Case,
    string? Machine,
    string Run,
    IReadOnlyDictionary<string, string> Parameters,
    RowOutcome Outcome,
    string Folder);
