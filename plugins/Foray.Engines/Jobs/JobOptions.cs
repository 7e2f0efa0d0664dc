using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Engines.Jobs;

/// <summary>Tests that run on machines.</summary>
public sealed record JobOptions
{
    /// <summary>Name of the experiment, unique in the file.</summary>
    public required string Name { get; init; }

    /// <summary>What the experiment is for. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>Labels of the machines that tests run on.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>References to tests: paths, patterns, folders, names that a resolver knows.</summary>
    [MinLength(1)]
    public required IReadOnlyList<string> Tests { get; init; }

    /// <summary>Parameters and their values: each test is run with every combination, and its values are environment variables. Default: none.</summary>
    [Matrix]
    public IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? Variants { get; init; }

    /// <summary>Environment variables of the tests, beside those of the whole file; those that a test has itself win. Default: none.</summary>
    public IReadOnlyDictionary<string, Variable>? Environment { get; init; }

    /// <summary>Whether each test runs on every machine of the labels, instead of the one that is free first.</summary>
    public bool Everywhere { get; init; }

    /// <summary>Most tests at once on a machine.</summary>
    [Range(1, 1024)]
    public int Parallel { get; init; } = 1;

    /// <summary>Longest time for one run of a test that says nothing itself. Default: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a test that failed or timed out is run again.</summary>
    [Range(0, 100)]
    public int Retries { get; init; }

    /// <summary>How long tests may take to end when they are asked to, and their tear-downs in all.</summary>
    [DefaultDuration("5s")]
    public TimeSpan Grace { get; init; }
}
