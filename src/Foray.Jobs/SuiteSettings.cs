using Foray.Sdk.Documents;

namespace Foray.Jobs;

/// <summary>How the tests of a suite are run. What a suite leaves out, it takes from its job; what that leaves out too is the default.</summary>
public sealed record SuiteSettings
{
    /// <summary>Name of the spawner, which decides where tests run. Default: that of the settings, or <c>local</c>.</summary>
    public string? Spawner { get; init; }

    /// <summary>Options of the spawner; taken only together with its name. Default: none.</summary>
    public MappingNode? SpawnerOptions { get; init; }

    /// <summary>Longest time for one run of a test that says nothing itself. Default: without end.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a test that failed is run again, 0 or more; one that passes then is marked as flaky. Default: 0.</summary>
    public int? Retries { get; init; }

    /// <summary>True where tests are not run but listed: each is cancelled. Default: false.</summary>
    public bool? DryRun { get; init; }

    /// <summary>Parameters and their values: each test is run with every combination. Default: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Variants { get; init; }

    /// <summary>Environment variables of the tests; those of a test win over them, those of a suite over its job's. Default: none.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>These settings, completed by others where they say nothing.</summary>
    public SuiteSettings Over(SuiteSettings below) => new()
    {
        Spawner = Spawner ?? below.Spawner,
        SpawnerOptions = Spawner is null ? below.SpawnerOptions : SpawnerOptions,
        Timeout = Timeout ?? below.Timeout,
        Retries = Retries ?? below.Retries,
        DryRun = DryRun ?? below.DryRun,
        Variants = Variants ?? below.Variants,
        Environment = Merge(Environment, below.Environment),
    };

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string>? above, IReadOnlyDictionary<string, string>? below)
    {
        var merged = new Dictionary<string, string>(below ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (name, value) in above ?? new Dictionary<string, string>())
            merged[name] = value;
        return merged;
    }
}
