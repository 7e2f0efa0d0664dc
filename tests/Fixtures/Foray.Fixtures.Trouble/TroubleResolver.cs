using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Trouble;

/// <summary>Is asked first, and fails where TROUBLE is 'resolver'.</summary>
[Plugin("a-trouble")]
public sealed class TroubleResolver : IResolver
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken) =>
        Environment.GetEnvironmentVariable("TROUBLE") == "resolver" ? throw new InvalidOperationException("the resolver stumbled") : ValueTask.FromResult<IReadOnlyList<Runnable>>([]);
}
