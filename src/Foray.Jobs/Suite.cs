using Foray.Sdk.Jobs;

namespace Foray.Jobs;

/// <summary>A set of tests that are run in the same way.</summary>
/// <param name="Name">Its name, unique in the job.</param>
public sealed record Suite(string Name)
{
    /// <summary>Name of a suite that has no better one.</summary>
    public const string DefaultName = "tests";

    /// <summary>References to tests, for the resolvers: paths, patterns, names. Default: none.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Tests that need no resolver, after those of the references. An empty kind means the runner of the settings. Default: none.</summary>
    public IReadOnlyList<Runnable> Tests { get; init; } = [];

    /// <summary>Tests of an earlier job, with their names and variants as they were.</summary>
    internal IReadOnlyList<ListedTest> Replayed { get; init; } = [];

    /// <summary>How they are run. Default: as the job says.</summary>
    public SuiteSettings Settings { get; init; } = new();
}
