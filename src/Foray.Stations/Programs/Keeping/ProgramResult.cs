using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.Keeping;

/// <summary>What is left of a program that has ended.</summary>
internal sealed record ProgramResult
{
    /// <summary>Id of the program.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the submission that it stems from.</summary>
    public required string Family { get; init; }

    /// <summary>Number of its last incarnation.</summary>
    public required long Epoch { get; init; }

    /// <summary>The station that is told.</summary>
    public required string ReportingStation { get; init; }

    /// <summary>The station where it ended.</summary>
    public required string Station { get; init; }

    /// <summary>How it ended.</summary>
    public required ProgramEndKind End { get; init; }

    /// <summary>Why, where it did not end normally.</summary>
    public string? Message { get; init; }

    /// <summary>The stack trace of what it raised.</summary>
    public string? Trace { get; init; }

    /// <summary>How many clones it has sent since it was submitted or cloned itself. Default: 0.</summary>
    public int Clones { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Its last state, where it could be captured.</summary>
    public ProgramState? State { get; init; }

    /// <summary>Its suitcase as a tar archive; empty for an empty one.</summary>
    public byte[] Suitcase { get; init; } = [];
}
