namespace Foray.Sdk.Jobs;

/// <summary>A test that can be run.</summary>
/// <param name="Kind">Name of the runner, such as <c>exec-test</c>.</param>
/// <param name="Uri">What is run: a path, or what else the runner understands.</param>
public sealed record Runnable(string Kind, string Uri)
{
    /// <summary>Arguments. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Named arguments; each runner knows its own. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment variables beyond those of the machine. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
