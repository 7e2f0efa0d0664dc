namespace Foray.Sdk.Jobs;

/// <summary>A test of a job that has ended, or that was not run.</summary>
/// <param name="Number">Its number in the job, from 1, in the order of the suites.</param>
/// <param name="Suite">Name of its suite.</param>
/// <param name="Test">What was run.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record TestResult(int Number, string Suite, Runnable Test, TestOutcome Outcome)
{
    /// <summary>What people call it, the variant included.</summary>
    public required string Name { get; init; }

    /// <summary>Number and name: unique in the job.</summary>
    public string Id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number}-{Name}");

    /// <summary>Parameters of its variant. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Variant { get; init; } = new Dictionary<string, string>();

    /// <summary>When its last attempt started; when it was passed over where it was not run.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long its last attempt ran.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How often it was run; zero where it was not.</summary>
    public int Attempts { get; init; }

    /// <summary>True where it passed after it had failed before.</summary>
    public bool IsFlaky { get; init; }

    /// <summary>The machine it ran on; null where it was not run.</summary>
    public string? Machine { get; init; }

    /// <summary>Its files (<c>debug.log</c>, <c>stdout</c>, <c>stderr</c>), relative to the job's folder; null where it was not run.</summary>
    public string? Folder { get; init; }

    /// <summary>The last value of each metric that it reported. Default: none.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>What it wrote for whoever reads the results, at most 64 KiB of it; empty where it wrote nothing.</summary>
    public string Whiteboard { get; init; } = "";
}
