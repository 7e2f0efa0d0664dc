using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Example.Benchmark;

/// <summary>What is measured, and how often.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Machines that it is measured on.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Commands by name, scripts for <c>sh</c>; each is a case of its own.</summary>
    [Verbatim]
    [MinLength(1)]
    public required IReadOnlyDictionary<string, string> Commands { get; init; }

    /// <summary>How often each runs before it is measured, to fill caches.</summary>
    [Range(0, 1000)]
    public int WarmUp { get; init; } = 1;

    /// <summary>How often each is measured.</summary>
    [Range(1, 10000)]
    public int Repetitions { get; init; } = 10;

    /// <summary>Longest time of a case: all that it runs, warm-up included.</summary>
    [DefaultDuration("10m")]
    public TimeSpan Timeout { get; init; }
}
