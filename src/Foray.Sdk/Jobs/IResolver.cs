using Foray.Sdk.Plugins;

namespace Foray.Sdk.Jobs;

/// <summary>Turns a reference, as people write it, into tests. Resolvers are asked in order; the first that finds something wins.</summary>
[PluginKind("resolver")]
public interface IResolver
{
    /// <summary>The tests that a reference stands for; empty where it is none of this resolver's.</summary>
    /// <param name="reference">The reference: a path, a pattern, a name.</param>
    /// <param name="folder">Folder that relative paths start from.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken);
}
