using Foray.Experiments.Running;

namespace Foray.Experiments.Reading;

/// <summary>A row.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Case">Name of the case.</param>
/// <param name="Machine">Name of the machine; null where any will do.</param>
/// <param name="Reason">Why it would be run, or not.</param>
/// <param name="From">The run that its result would be taken from; null where it would be run.</param>
public sealed record PlanRow(string Experiment, string Case, string? Machine, RunReason Reason, string? From);
