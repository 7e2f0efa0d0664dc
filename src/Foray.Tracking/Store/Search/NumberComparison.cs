namespace Foray.Tracking.Store.Search;

/// <summary>Compares a field with a number.</summary>
/// <param name="Field">What of the run; its <see cref="RunField.IsNumber"/> is true.</param>
/// <param name="Operator">How.</param>
/// <param name="Number">The number, which may be infinite; nothing is true of NaN.</param>
public sealed record NumberComparison(RunField Field, ComparisonOperator Operator, double Number) : RunFilter;
