using System.Collections.Concurrent;
using Foray.Tracking.Runs;

namespace Foray.Tracking.Server.Tests;

/// <summary>A tracker of a server's store. The runs whose ids begin with a year are its own.</summary>
internal sealed class TrackerOwner : IRunOwner, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _settled = new();

    private TrackerOwner(Tracker tracker) => Tracker = tracker;

    public Tracker Tracker { get; }

    public static async Task<TrackerOwner> OpenAsync(string location) => new(await Tracker.OpenAsync(location, TestContext.Current.CancellationToken));

    public bool Owns(string run) => run.StartsWith("2026", StringComparison.Ordinal);

    public async ValueTask SettleAsync(string run, CancellationToken cancellationToken)
    {
        if (!Owns(run) || _settled.ContainsKey(run))
            return;
        await Tracker.SettleAsync(cancellationToken);
        _settled[run] = true;
    }

    public ValueTask DisposeAsync() => Tracker.DisposeAsync();
}
