using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Trouble;

/// <summary>Knows runs alone.</summary>
[Plugin("old-format")]
public sealed class OldFormat : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "old.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
