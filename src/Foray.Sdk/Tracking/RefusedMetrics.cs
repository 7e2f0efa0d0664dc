namespace Foray.Sdk.Tracking;

/// <summary>Metrics of one run that a backend left out for one reason.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Count">How many; 1 or more.</param>
/// <param name="Reason">Why, in one sentence without a full stop. The same for all metrics of one fault, so that there are few of them.</param>
public sealed record RefusedMetrics(string Run, int Count, string Reason);
