using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Example.SystemCollector;

/// <summary>What is measured, and how often.</summary>
public sealed record SystemOptions
{
    /// <summary>Time from one measurement to the next.</summary>
    [DefaultDuration("10s")]
    public TimeSpan Interval { get; init; }

    /// <summary>Whether the network is measured.</summary>
    public bool IncludeNetwork { get; init; } = true;

    /// <summary>Whether the busiest processes are measured.</summary>
    public bool IncludeProcesses { get; init; }

    /// <summary>Most processes that are measured.</summary>
    [Range(1, 1000)]
    public int ProcessLimit { get; init; } = 10;

    /// <summary>Folder on the disk whose space is measured.</summary>
    public string Disk { get; init; } = "/";

    /// <summary>Where Linux tells how it is; another path in a container that sees its host's.</summary>
    public string ProcFolder { get; init; } = "/proc";
}
