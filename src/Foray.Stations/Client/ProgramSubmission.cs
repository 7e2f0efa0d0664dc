namespace Foray.Stations.Client;

/// <summary>A program on this computer's disk, to be submitted.</summary>
/// <param name="Main">Path of the main file.</param>
public sealed record ProgramSubmission(string Main)
{
    /// <summary>Paths of further modules. Default: none.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Its arguments. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>A folder whose content is its suitcase. Default: null, an empty one.</summary>
    public string? Suitcase { get; init; }

    /// <summary>Name of the station where it is to begin. Default: null, the one that it is submitted to.</summary>
    public string? Station { get; init; }

    /// <summary>Memory that it may use in bytes, from 16 MiB to 256 MiB. Default: null, 256 MiB.</summary>
    public long? Memory { get; init; }

    /// <summary>Processor time that it may use at each station, at most 60 s. Default: null, 60 s.</summary>
    public TimeSpan? Cpu { get; init; }

    /// <summary>Time that it may stay at each station, at most one hour. Default: null, one hour.</summary>
    public TimeSpan? Time { get; init; }
}
