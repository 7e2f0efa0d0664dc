namespace Foray.Sdk.Jobs;

/// <summary>A test that can be run.</summary>
/// <param name="Kind">Name of the runner, such as <c>exec-test</c>.</param>
/// <param name="Uri">What is run: a path, or what else the runner understands.</param>
public sealed record Runnable(string Kind, string Uri)
{
    /// <summary>What people call it. Default: null, the uri.</summary>
    public string? Name { get; init; }

    /// <summary>Arguments. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Named arguments; each runner knows its own. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment variables beyond those of the machine. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Words by which it is found in results. Default: none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What has to be there, where the test runs; where something is missing, it is skipped. Default: nothing.</summary>
    public IReadOnlyList<TestRequirement> Requirements { get; init; } = [];

    /// <summary>Command line that a shell runs before the test, where the test runs; where it fails, the test is an error and is not run. Default: null, none.</summary>
    public string? SetUp { get; init; }

    /// <summary>Command line that a shell runs after the test, whatever came of it and of the set-up. Past the grace period of the job it is killed. Default: null, none.</summary>
    public string? TearDown { get; init; }

    /// <summary>Longest time for one run of it; more than zero. Default: null, that of the suite.</summary>
    public TimeSpan? Timeout { get; init; }
}
