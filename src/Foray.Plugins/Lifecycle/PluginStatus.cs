using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Lifecycle;

/// <summary>How a plugin stands at one moment.</summary>
/// <param name="Id">The plugin: <c>kind/package:name</c>.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">When it came into this state.</param>
public sealed record PluginStatus(string Id, PluginState State, DateTimeOffset Since)
{
    /// <summary>Why it is failed, disabled or degraded; null in other states.</summary>
    public Diagnostic? Cause { get; init; }

    /// <summary>Time the last loading took; null where it was not loaded.</summary>
    public TimeSpan? LoadTime { get; init; }

    /// <summary>Time the last making took; null where it was not made.</summary>
    public TimeSpan? InitializeTime { get; init; }

    /// <summary>Time the last start took; null where it was not started.</summary>
    public TimeSpan? StartTime { get; init; }

    /// <summary>Calls through the host that ended, those that failed too.</summary>
    public long Calls { get; init; }

    /// <summary>Calls through the host that failed.</summary>
    public long FailedCalls { get; init; }

    /// <summary>Time that all calls through the host took.</summary>
    public TimeSpan CallTime { get; init; }
}
