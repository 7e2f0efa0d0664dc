namespace Foray.Tracking.Store.Search;

/// <summary>Compares a field with a pattern.</summary>
/// <param name="Field">What of the run; its <see cref="RunField.IsText"/> is true.</param>
/// <param name="Pattern"><c>%</c> stands for any characters, <c>_</c> for one; a <c>\</c> before either, or before another <c>\</c>, takes it as it is.</param>
/// <param name="IgnoreCase">Whether the upper and lower case of the letters A to Z are the same. Default: they are not.</param>
public sealed record Like(RunField Field, string Pattern, bool IgnoreCase = false) : RunFilter;
