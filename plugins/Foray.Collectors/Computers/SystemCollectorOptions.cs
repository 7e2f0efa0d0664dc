using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Collectors.Computers;

/// <summary>What is measured of a computer, and how often.</summary>
public sealed record SystemCollectorOptions
{
    /// <summary>Time from one measurement to the next; <c>0s</c> for a single one at the start, which has no rates.</summary>
    [DefaultDuration("10s")]
    public TimeSpan Interval { get; init; }

    /// <summary>Whether each core's load is measured too.</summary>
    public bool PerCore { get; init; }

    /// <summary>Whether the network is measured.</summary>
    public bool IncludeNetwork { get; init; } = true;

    /// <summary>Whether the processes with the most processor time are measured.</summary>
    public bool IncludeProcesses { get; init; }

    /// <summary>Most processes that are measured.</summary>
    [Range(1, 1000)]
    public int ProcessLimit { get; init; } = 10;

    /// <summary>A folder on the file system whose space is measured beside that of <c>/</c>. Default: where the run's files are, the current folder or the machine's own.</summary>
    public string? Folder { get; init; }
}
