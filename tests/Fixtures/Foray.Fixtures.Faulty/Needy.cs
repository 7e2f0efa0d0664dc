using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Faulty;

/// <summary>A plugin that wants a service which the host of a test does not have.</summary>
[Plugin("needy")]
public sealed class Needy(IProcesses processes) : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => processes.ToString()!;

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
