using Foray.Sdk.Diagnostics;

namespace Foray.Jobs;

/// <summary>What the references of a job become.</summary>
/// <param name="Tests">The tests, in the order of their numbers.</param>
/// <param name="Diagnostics">All that is wrong, in the order in which it was found.</param>
public sealed record JobListing(IReadOnlyList<ListedTest> Tests, IReadOnlyList<Diagnostic> Diagnostics);
