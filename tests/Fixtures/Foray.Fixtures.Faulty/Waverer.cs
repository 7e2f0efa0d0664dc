using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that fails when it is asked for its claims.</summary>
[Plugin("waverer")]
public sealed class Waverer : IResultWriter, IClaimsResources
{
    /// <inheritdoc/>
    public string FileName => "waverer.txt";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceClaim> Claims => throw new InvalidOperationException("it cannot say");

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
