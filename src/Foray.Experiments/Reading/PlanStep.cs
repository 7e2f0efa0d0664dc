namespace Foray.Experiments.Reading;

/// <summary>A step before the rows.</summary>
/// <param name="Action"><c>make</c>, <c>replace</c>, <c>install</c> or <c>keep</c>.</param>
/// <param name="What">What it is about.</param>
public sealed record PlanStep(string Action, string What);
