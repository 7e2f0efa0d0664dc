using Foray.Sdk.Plugins;

namespace Foray.Sdk.Jobs;

/// <summary>
/// Turns a reference, as people write it, into tests. Resolvers are asked in order; the first that finds something wins, and the host reports what none of them knows.
/// A resolver reads: it changes nothing and starts nothing.
/// </summary>
[PluginKind("resolver")]
public interface IResolver
{
    /// <summary>The tests that a reference stands for; empty where it is none of this resolver's. The same reference gives the same tests, in the same order.</summary>
    /// <param name="reference">The reference: a path, a pattern, a name. Any text is possible.</param>
    /// <param name="folder">Folder that relative paths start from.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="Diagnostics.DiagnosticException">The reference is this resolver's, and what it stands for cannot be read.</exception>
    ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken);
}
