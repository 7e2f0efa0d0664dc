using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Strings;

/// <summary>A plugin that needs nothing that its package has.</summary>
[Plugin("drum")]
public sealed class Drum : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "drum.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
