using Foray.Sdk.Commands;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Alarm;

/// <summary>Rings the alarm.</summary>
[Plugin("alarm")]
public sealed class AlarmCommand(AlarmOptions options) : ICommand
{
    /// <inheritdoc/>
    public Task<int> RunAsync(ICommandContext context, CancellationToken cancellationToken) => Task.FromResult(options.Loudness);
}
