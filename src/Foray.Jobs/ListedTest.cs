using Foray.Sdk.Jobs;

namespace Foray.Jobs;

/// <summary>A test of a job that is not run yet.</summary>
/// <param name="Number">Its number in the job, from 1.</param>
/// <param name="Suite">Name of its suite.</param>
/// <param name="Name">What people call it, the variant included.</param>
/// <param name="Test">What is run, with the parameters of its variant.</param>
/// <param name="Resolver">Name of the resolver that knew its reference; null where it needed none.</param>
/// <param name="Reference">The reference; null where it had none.</param>
public sealed record ListedTest(int Number, string Suite, string Name, Runnable Test, string? Resolver, string? Reference)
{
    /// <summary>Parameters of its variant. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Variant { get; init; } = new Dictionary<string, string>();
}
