using Foray.Sdk.Tracking;

namespace Foray.Tracking.Store;

/// <summary>A run reported something that is no number: a text, a histogram, an image. Content that is a file's is kept as an artifact beside it.</summary>
/// <param name="Metric">What it reported.</param>
public sealed record MetricLogged(Metric Metric) : RunChange(Metric.Run);
