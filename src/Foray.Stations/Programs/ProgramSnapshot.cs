namespace Foray.Stations.Programs;

/// <summary>A program as it is stored and sent: everything that one incarnation begins with.</summary>
internal sealed record ProgramSnapshot
{
    /// <summary>Its id, the same at all stations: 32 lower-case hexadecimal digits. A clone has its own.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the submission that it stems from: its own, or that of the program whose clone it is.</summary>
    public required string Family { get; init; }

    /// <summary>The station that is told of its end.</summary>
    public required string ReportingStation { get; init; }

    /// <summary>Number of its incarnation, from 1; every start has a higher one than all before.</summary>
    public required long Epoch { get; init; }

    /// <summary>What it is made of.</summary>
    public required ProgramPackage Package { get; init; }

    /// <summary>Its captured instance; null before its class was made for the first time.</summary>
    public ProgramState? State { get; init; }

    /// <summary>Its suitcase as a tar archive; empty for an empty one.</summary>
    public byte[] Suitcase { get; init; } = [];

    /// <summary>How many clones it has sent since it was submitted or cloned itself: so many more programs its submission has. Default: 0.</summary>
    public int Clones { get; init; }

    /// <summary>What it may use at each station.</summary>
    public ProgramLimits Limits { get; init; } = new();
}
