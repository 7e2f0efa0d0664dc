using System.Text;

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

    /// <summary>Masks the files below a folder in place; nothing happens where it does not exist.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">Names of the files to mask; none for all.</param>
    public void ApplyToFiles(string folder, params IReadOnlyList<string> names)
    {
        if (!HasValues || !Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => names.Count == 0 || names.Contains(Path.GetFileName(file))))
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(file)); // every byte is a character, so that nothing else changes
            var masked = new SecretMask(_values.Select(value => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)))).Apply(text);
            if (masked != text)
                File.WriteAllBytes(file, Encoding.Latin1.GetBytes(masked));
        }
    }

    public string Apply(string text)
    {
        foreach (var value in _values)
            text = text.Replace(value, Stars, StringComparison.Ordinal);
        return text;
    }
}
