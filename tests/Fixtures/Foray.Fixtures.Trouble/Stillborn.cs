using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Trouble;

/// <summary>Cannot be made.</summary>
[Plugin("stillborn")]
public sealed class Stillborn : IJobResultWriter
{
    /// <summary>Fails.</summary>
    public Stillborn() => throw new InvalidOperationException("it cannot be made");

    /// <inheritdoc/>
    public string FileName => "stillborn.txt";

    /// <inheritdoc/>
    public Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
