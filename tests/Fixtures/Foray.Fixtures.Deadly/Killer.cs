using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Deadly;

/// <summary>Ends the process when it is made.</summary>
[Plugin("killer")]
public sealed class Killer : IResultWriter
{
    /// <summary>Ends the process.</summary>
    public Killer() => Environment.Exit(7);

    /// <inheritdoc/>
    public string FileName => "killer.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
