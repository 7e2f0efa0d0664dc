using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Integrations.Meters;

/// <summary>Which meters become metrics, and how often.</summary>
public sealed record MetersIntegrationOptions
{
    /// <summary>Names of the meters to listen to; <c>*</c> at the end stands for any rest.</summary>
    [MinLength(1)]
    public required IReadOnlyList<string> Meters { get; init; }

    /// <summary>Time from one report to the next. What counters and histograms measured in between is summed up, and observed instruments are asked then.</summary>
    [DefaultDuration("10s")]
    public TimeSpan Interval { get; init; }
}
