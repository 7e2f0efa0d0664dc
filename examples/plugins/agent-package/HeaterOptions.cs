using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Example.Instruments;

/// <summary>A simulated heater.</summary>
public sealed record HeaterOptions
{
    /// <summary>Largest power, in watts.</summary>
    [Range(0.0, 10000.0)]
    public double MaximumPower { get; init; } = 100;

    /// <summary>Time between two steps of a ramp.</summary>
    [DefaultDuration("100ms")]
    public TimeSpan Step { get; init; }
}
