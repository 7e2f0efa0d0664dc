using Foray.Sdk.Jobs;

namespace Foray.Jobs.Resolving;

/// <summary>What a reference stands for.</summary>
/// <param name="Resolver">Name of the resolver that knew it.</param>
/// <param name="Tests">Its tests, at least one.</param>
internal sealed record Resolution(string Resolver, IReadOnlyList<Runnable> Tests);
