using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Lab;

/// <summary>A format that fails while it is written.</summary>
[Plugin("blot")]
public sealed class BlotResults : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "blot.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => throw new InvalidOperationException("the ink ran out");
}
