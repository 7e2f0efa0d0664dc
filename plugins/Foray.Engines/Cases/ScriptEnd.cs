using Foray.Sdk.Experiments;

namespace Foray.Engines.Cases;

/// <summary>How a script ended and what it reported.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Message">Why it did not pass; null where it did.</param>
/// <param name="Metrics">What it reported, in order.</param>
internal sealed record ScriptEnd(ScriptResult Result, string? Message, IReadOnlyList<MetricPoint> Metrics);
