using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tracking;

/// <summary>What a run wants to be tracked with.</summary>
/// <param name="Experiment">Name of the experiment that the run and its cases belong to.</param>
/// <param name="Store">Folder of the store.</param>
/// <param name="Sinks">Where the numbers go besides.</param>
/// <param name="Report">Told what goes wrong meanwhile.</param>
public sealed record TrackingRequest(string Experiment, string Store, IReadOnlyList<TrackedSink> Sinks, Action<Diagnostic> Report);
