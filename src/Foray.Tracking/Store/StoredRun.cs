using Foray.Sdk.Tracking;

namespace Foray.Tracking.Store;

/// <summary>A run as a store has it.</summary>
/// <param name="Id">Id.</param>
/// <param name="ExperimentId">Id of its experiment.</param>
/// <param name="Experiment">Name of its experiment.</param>
/// <param name="Name">Name for people.</param>
/// <param name="State">How it stands.</param>
/// <param name="Started">When it began.</param>
public sealed record StoredRun(string Id, long ExperimentId, string Experiment, string Name, RunState State, DateTimeOffset Started)
{
    /// <summary>Id of the run that it is a part of. Default: null.</summary>
    public string? Parent { get; init; }

    /// <summary>When it ended. Default: null, it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether it is deleted. The runs of a deleted experiment need not be. Default: it is not.</summary>
    public Lifecycle Lifecycle { get; init; }
}
