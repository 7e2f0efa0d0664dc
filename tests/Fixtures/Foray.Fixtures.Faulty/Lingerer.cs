using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that is never done with being disposed.</summary>
[Plugin("lingerer")]
public sealed class Lingerer : IResultWriter, IAsyncDisposable
{
    /// <inheritdoc/>
    public string FileName => "lingerer.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(new TaskCompletionSource().Task);
}
