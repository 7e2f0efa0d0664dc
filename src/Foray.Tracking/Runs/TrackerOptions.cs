using Foray.Tracking.Routing;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Runs;

/// <summary>How a process tracks.</summary>
public sealed record TrackerOptions
{
    /// <summary>Location of the store, as <see cref="Store.TrackingStores"/> takes it.</summary>
    public required string Store { get; init; }

    /// <summary>Where else metrics go. Default: nowhere.</summary>
    public IReadOnlyList<SinkOptions> Sinks { get; init; } = [];

    /// <summary>How the spool uses the disk. Default: see there.</summary>
    public SpoolOptions Spool { get; init; } = new();

    /// <summary>Whether artifacts are referred to where they are instead of copied into the store. Default: they are copied.</summary>
    public bool RefersToArtifacts { get; init; }

    /// <summary>Longest time that a stop waits for sinks; what they have not got then they get later. Default: 30 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told that a sink or a collector began to fail, and the like. Default: nobody.</summary>
    public Action<Sdk.Diagnostics.Diagnostic> Report { get; init; } = _ => { };

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
