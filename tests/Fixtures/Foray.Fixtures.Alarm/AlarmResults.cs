using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Alarm;

/// <summary>Results that ring.</summary>
[Plugin("alarm")]
public sealed class AlarmResults(AlarmOptions options) : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => $"alarm-{options.Loudness}.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
}
