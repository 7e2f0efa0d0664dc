using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>A backend of the file, and what it gets.</summary>
/// <param name="Name">Name, unique in the file.</param>
/// <param name="Backend">The plugin.</param>
/// <param name="Sources">Patterns of sources; none for all.</param>
/// <param name="Metrics">Patterns of names; none for all.</param>
/// <param name="Policy">What becomes of points when it is far behind: <c>block</c>, <c>drop_oldest</c> or <c>downsample</c>.</param>
public sealed record TrackedSink(string Name, IBackend Backend, IReadOnlyList<string> Sources, IReadOnlyList<string> Metrics, string Policy);
