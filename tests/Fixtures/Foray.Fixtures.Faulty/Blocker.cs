using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that blocks the thread on which it is disposed.</summary>
[Plugin("blocker")]
public sealed class Blocker : IResultWriter, IDisposable
{
    private readonly ManualResetEventSlim _never = new();

    /// <inheritdoc/>
    public string FileName => "blocker.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _never.Wait();
        _never.Dispose();
    }
}
