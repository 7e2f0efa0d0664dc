using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that never stops, whatever it is told.</summary>
[Plugin("clinger")]
public sealed class Clinger : IResultWriter, IPluginLifecycle
{
    /// <inheritdoc/>
    public string FileName => "clinger.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
}
