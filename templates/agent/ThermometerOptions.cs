using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Acme.Plugin;

/// <summary>A simulated thermometer.</summary>
public sealed record ThermometerOptions
{
    /// <summary>Time between two measurements.</summary>
    [DefaultDuration("1s")]
    public TimeSpan Interval { get; init; }

    /// <summary>Temperature that it moves towards at first, in kelvin.</summary>
    [Range(0.0, 1000.0)]
    public double Target { get; init; } = 293.15;
}
