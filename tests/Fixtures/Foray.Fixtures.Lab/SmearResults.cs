using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Lab;

/// <summary>Another format that fails while it is written.</summary>
[Plugin("smear")]
public sealed class SmearResults : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "smear.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => throw new InvalidOperationException("the ink ran");
}
