using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that fails when it is disposed.</summary>
[Plugin("quitter")]
public sealed class Quitter : IResultWriter, IAsyncDisposable
{
    /// <inheritdoc/>
    public string FileName => "quitter.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new InvalidOperationException("it does not let go");
}
