namespace Foray.Experiments.Reading;

/// <summary>A step beside the rows.</summary>
/// <param name="Action"><c>make</c>, <c>replace</c>, <c>install</c>, <c>run</c> or <c>keep</c>.</param>
/// <param name="What">What it is about.</param>
/// <param name="Why">The reason; null where there is nothing to say.</param>
public sealed record PlanStep(string Action, string What, string? Why);
