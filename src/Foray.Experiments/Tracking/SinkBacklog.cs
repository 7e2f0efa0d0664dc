namespace Foray.Experiments.Tracking;

/// <summary>What a backend has not got yet.</summary>
/// <param name="Backend">Its name.</param>
/// <param name="Waiting">How many points and other records wait for it; at most, because not all of them need be for it.</param>
public sealed record SinkBacklog(string Backend, long Waiting);
