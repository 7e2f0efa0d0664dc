using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that works, beside those of its package that do not.</summary>
[Plugin("sound")]
public sealed class Sound : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "sound.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
