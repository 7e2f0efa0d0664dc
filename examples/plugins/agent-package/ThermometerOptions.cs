using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Example.Instruments;

/// <summary>A simulated thermometer with several channels.</summary>
public sealed record ThermometerOptions
{
    /// <summary>Number of channels.</summary>
    [Range(1, 64)]
    public int Channels { get; init; } = 2;

    /// <summary>Time between two measurements.</summary>
    [DefaultDuration("1s")]
    public TimeSpan Interval { get; init; }
}
