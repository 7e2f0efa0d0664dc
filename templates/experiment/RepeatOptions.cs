using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Acme.Plugin;

/// <summary>A command that is repeated on machines.</summary>
public sealed record RepeatOptions
{
    /// <summary>Machines that run it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Script to run; lines of <c>name=value</c> that it appends to the file in <c>$FORAY_METRICS</c> are reported.</summary>
    [Verbatim]
    public required string Script { get; init; }

    /// <summary>How often it runs; each is a case of its own.</summary>
    [Range(1, 1000)]
    public int Times { get; init; } = 3;

    /// <summary>Longest time of a run.</summary>
    [DefaultDuration("1m")]
    public TimeSpan Timeout { get; init; }
}
