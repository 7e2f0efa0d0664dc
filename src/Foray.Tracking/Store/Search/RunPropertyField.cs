namespace Foray.Tracking.Store.Search;

/// <summary>A property that every run has.</summary>
/// <param name="Property">Which one.</param>
public sealed record RunPropertyField(RunProperty Property) : RunField
{
    /// <inheritdoc/>
    public override bool IsText => !IsNumber;

    /// <inheritdoc/>
    public override bool IsNumber => Property is RunProperty.ExperimentId or RunProperty.Started or RunProperty.Ended or RunProperty.Duration;
}
