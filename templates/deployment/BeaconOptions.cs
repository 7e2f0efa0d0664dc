using Foray.Sdk.Options;

namespace Acme.Plugin;

/// <summary>A beacon that runs on machines for as long as they are up.</summary>
public sealed record BeaconOptions
{
    /// <summary>Machines that run it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Time between two signs of life.</summary>
    [DefaultDuration("1s")]
    public TimeSpan Interval { get; init; }

    /// <summary>Longest time until the first sign of life.</summary>
    [DefaultDuration("30s")]
    public TimeSpan ReadyWithin { get; init; }
}
