namespace Foray.Tracking.Store.Search;

/// <summary>Compares a field with a text, by the code points of their characters.</summary>
/// <param name="Field">What of the run; its <see cref="RunField.IsText"/> is true.</param>
/// <param name="Operator">How.</param>
/// <param name="Text">The text.</param>
public sealed record TextComparison(RunField Field, ComparisonOperator Operator, string Text) : RunFilter;
