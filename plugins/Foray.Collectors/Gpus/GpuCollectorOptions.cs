using Foray.Sdk.Options;

namespace Foray.Collectors.Gpus;

/// <summary>How GPUs are measured.</summary>
public sealed record GpuCollectorOptions
{
    /// <summary>Time from one measurement to the next; <c>0s</c> for a single one at the start.</summary>
    [DefaultDuration("10s")]
    public TimeSpan Interval { get; init; }
}
