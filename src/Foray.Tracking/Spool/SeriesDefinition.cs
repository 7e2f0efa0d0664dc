using Foray.Sdk.Tracking;

namespace Foray.Tracking.Spool;

/// <summary>What the points of a series have in common.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Name">Name of the metric.</param>
/// <param name="Type">Scalar or system.</param>
/// <param name="Source">Where they come from; empty where that is not told.</param>
/// <param name="Tags">Further properties.</param>
internal sealed record SeriesDefinition(string Run, string Name, MetricType Type, string Source, IReadOnlyDictionary<string, string> Tags);
