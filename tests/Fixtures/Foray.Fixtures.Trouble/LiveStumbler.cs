using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Trouble;

/// <summary>Fails when it is told of a test.</summary>
[Plugin("live-stumbler")]
public sealed class LiveStumbler : IJobResultWriter, ILiveResults
{
    /// <inheritdoc/>
    public string FileName => "live-stumbler.txt";

    /// <inheritdoc/>
    public bool IsLive => true;

    /// <inheritdoc/>
    public ILiveResults Begin(JobStart job, Stream target) => this;

    /// <inheritdoc/>
    public Task AddAsync(TestResult test, CancellationToken cancellationToken) => throw new InvalidOperationException("it stumbled over a test");

    /// <inheritdoc/>
    public Task EndAsync(JobResults results, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
