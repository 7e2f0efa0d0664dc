namespace Foray.Integrations.Meters;

/// <summary>A value of a series to report.</summary>
/// <param name="Suffix">What stands behind the name of the instrument, such as <c>.rate</c>; empty for the value itself.</param>
/// <param name="Number">The value.</param>
/// <param name="Unit">Its unit; empty for none.</param>
internal readonly record struct SeriesValue(string Suffix, double Number, string Unit)
{
    public static string PerSecond(string unit) => unit.Length == 0 ? "1/s" : $"{unit}/s";
}
