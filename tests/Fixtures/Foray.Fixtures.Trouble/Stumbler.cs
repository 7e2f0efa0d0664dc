using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Trouble;

/// <summary>Fails when it renders.</summary>
[Plugin("stumbler")]
public sealed class Stumbler : IJobResultWriter
{
    /// <inheritdoc/>
    public string FileName => "stumbler.txt";

    /// <inheritdoc/>
    public Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken) => throw new InvalidOperationException("it stumbled while it rendered");

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => throw new InvalidOperationException("it stumbled while it rendered");
}
