namespace Foray.Experiments.Secrets;

/// <summary>Replaces secret values in texts that are kept or shown.</summary>
/// <param name="values">The secret values.</param>
internal sealed class SecretMask(IEnumerable<string> values)
{
    /// <summary>Shortest value that is masked: shorter ones would blot out ordinary text.</summary>
    public const int ShortestValue = 3;

    private const string Stars = "***";

    // Longest first, because one value may contain another.
    private readonly string[] _values =
        [.. values.Where(value => value.Length >= ShortestValue).Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length)];

    public bool HasValues => _values.Length > 0;

    public string Apply(string text)
    {
        foreach (var value in _values)
            text = text.Replace(value, Stars, StringComparison.Ordinal);
        return text;
    }
}
