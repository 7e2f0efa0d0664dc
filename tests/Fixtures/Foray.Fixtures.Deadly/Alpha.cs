using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Deadly;

/// <summary>Sound, between those that are not.</summary>
[Plugin("alpha")]
public sealed class Alpha : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "alpha.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
