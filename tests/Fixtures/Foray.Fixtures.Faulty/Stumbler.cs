using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that fails when it is called.</summary>
[Plugin("stumbler")]
public sealed class Stumbler : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "stumbler.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => throw new InvalidOperationException("the step was not seen");
}
