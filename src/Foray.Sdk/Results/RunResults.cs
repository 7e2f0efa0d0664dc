using Foray.Sdk.Experiments;

namespace Foray.Sdk.Results;

/// <summary>All that a run produced.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Name">Name of the experiment file's experiment.</param>
/// <param name="Status">The worst of the rows.</param>
/// <param name="Started">When the run started.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="OutputFolder">Absolute path of the output folder; <see cref="CaseResult.Folder"/> lies below it.</param>
/// <param name="Cases">Its rows, in the order of the file.</param>
public sealed record RunResults(
    string Run,
    string Name,
    RowStatus Status,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    string OutputFolder,
    IReadOnlyList<CaseResult> Cases);
