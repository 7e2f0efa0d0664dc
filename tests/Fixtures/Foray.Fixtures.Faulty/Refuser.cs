using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that fails when it is started.</summary>
[Plugin("refuser")]
public sealed class Refuser : IResultWriter, IPluginLifecycle
{
    /// <inheritdoc/>
    public string FileName => "refuser.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("not today");
}
