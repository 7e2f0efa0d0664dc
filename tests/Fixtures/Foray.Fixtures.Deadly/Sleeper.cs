using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Deadly;

/// <summary>Never comes to an end when it is made.</summary>
[Plugin("sleeper")]
public sealed class Sleeper : IResultWriter
{
    /// <summary>Waits for ever.</summary>
    public Sleeper() => new ManualResetEventSlim().Wait();

    /// <inheritdoc/>
    public string FileName => "sleeper.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
