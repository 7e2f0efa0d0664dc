using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Deadly;

/// <summary>Fails when it is made.</summary>
[Plugin("thrower")]
public sealed class Thrower : IResultWriter
{
    /// <summary>Fails.</summary>
    public Thrower() => throw new InvalidOperationException("the string broke");

    /// <inheritdoc/>
    public string FileName => "thrower.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
