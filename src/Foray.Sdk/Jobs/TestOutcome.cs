using Foray.Sdk.Machines;

namespace Foray.Sdk.Jobs;

/// <summary>How a test ended, and why.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">Why it did not simply pass; null where it did.</param>
public sealed record TestOutcome(TestStatus Status, string? Reason = null)
{
    /// <summary>What it used; null where that is not known. Default: null.</summary>
    public ResourceUse? Resources { get; init; }

    /// <summary>True for pass, warn, skip and cancel.</summary>
    public bool IsSuccess => Status is TestStatus.Pass or TestStatus.Warn or TestStatus.Skip or TestStatus.Cancel;
}
