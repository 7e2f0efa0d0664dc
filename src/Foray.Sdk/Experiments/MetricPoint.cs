namespace Foray.Sdk.Experiments;

/// <summary>A number that a script reported.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Value">The value.</param>
/// <param name="Step">Position in a series; null where it was not given.</param>
public readonly record struct MetricPoint(string Name, double Value, long? Step);
