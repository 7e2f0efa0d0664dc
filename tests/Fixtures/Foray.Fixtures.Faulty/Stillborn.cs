using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin whose class cannot be initialized.</summary>
[Plugin("stillborn")]
public sealed class Stillborn : IResultWriter
{
    private static readonly string Name = FindName();

    /// <inheritdoc/>
    public string FileName => Name;

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    private static string FindName() => throw new InvalidOperationException("there is no name for it");

    static Stillborn()
    {
    }
}
