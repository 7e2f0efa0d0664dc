using System.Collections.Concurrent;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>Keeps what a plugin says about its health.</summary>
public sealed class RecordingHealth : IPluginHealth
{
    private readonly ConcurrentQueue<string?> _reports = new();

    /// <summary>What it works with limits for; null where it works fully.</summary>
    public string? Degraded => _reports.LastOrDefault();

    /// <summary>All it said, in order: a reason, or null for recovered.</summary>
    public IReadOnlyCollection<string?> Reports => _reports;

    /// <inheritdoc/>
    public void ReportDegraded(string reason) => _reports.Enqueue(reason);

    /// <inheritdoc/>
    public void ReportRecovered() => _reports.Enqueue(null);
}
