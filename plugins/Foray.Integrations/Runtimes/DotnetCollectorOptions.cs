using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Integrations.Runtimes;

/// <summary>Which process is measured, and what of it. Default: this very process.</summary>
[AtMostOneOf(nameof(Pid), nameof(ProcessName))]
public sealed record DotnetCollectorOptions
{
    /// <summary>Time from one measurement to the next.</summary>
    [DefaultDuration("10s")]
    public TimeSpan Interval { get; init; }

    /// <summary>Id of another process with .NET.</summary>
    [Range(1, int.MaxValue)]
    public int? Pid { get; init; }

    /// <summary>Name of another process with .NET; of several, the one with the lowest id. It may start later.</summary>
    public string? ProcessName { get; init; }

    /// <summary>Names of the meters to listen to; <c>*</c> at the end stands for any rest.</summary>
    public IReadOnlyList<string> Meters { get; init; } = ["System.Runtime"];

    /// <summary>Names of event sources whose event counters are taken, from another process alone: what programs have that are older than meters.</summary>
    [Unique]
    public IReadOnlyList<string> Counters { get; init; } = [];
}
