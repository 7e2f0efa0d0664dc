using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Foreign;

/// <summary>A plugin for another processor.</summary>
[Plugin("foreigner")]
public sealed class Foreigner : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "foreigner.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
