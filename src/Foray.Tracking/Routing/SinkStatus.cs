namespace Foray.Tracking.Routing;

/// <summary>What a sink tells of itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">How it stands.</param>
/// <param name="Queued">Records of the spool that are still before it; at most, because not all of them need be for it.</param>
/// <param name="Delivered">Metrics that have arrived there, since the process began.</param>
/// <param name="Dropped">Metrics that were for it and will not arrive, since the process began.</param>
/// <param name="LastError">Why something did not arrive, last; null where nothing failed.</param>
public sealed record SinkStatus(string Name, SinkState State, long Queued, long Delivered, long Dropped, string? LastError);
