using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Alarm;

/// <summary>Finds nothing to run.</summary>
[Plugin("alarm")]
public sealed class AlarmResolver : IResolver
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<Runnable>>([]);
}
