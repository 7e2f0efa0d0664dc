using System.Text.RegularExpressions;

namespace Foray.Collectors.Secrets;

/// <summary>Words that a generator of keys made, and no person: long, and without the order of language.</summary>
internal static partial class RandomText
{
    private const int ShortestMixed = 16;
    private const int ShortestLetters = 20;
    private const int ShortestUniform = 24;

    /// <summary>Bits of a character by the frequencies in the word itself; words of language and numbers of versions have fewer.</summary>
    private const double LeastEntropy = 2.8;

    /// <summary>True for a word that looks random.</summary>
    public static bool Match(string word)
    {
        if (word.Length < ShortestMixed || IsHuman(word) || Entropy(word) < LeastEntropy)
            return false;
        var runs = Runs(word);
        // Letters and digits, or large and small letters, in turns: seldom more than 8 or 4 of a kind in a row.
        if (word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter) && runs * 8 >= word.Length)
            return true;
        if (word.Length >= ShortestLetters && word.Any(char.IsAsciiLetterUpper) && word.Any(char.IsAsciiLetterLower) && runs * 4 >= word.Length)
            return true;
        // More characters of one kind in a row than words of a language have.
        return LongestRun(word) >= ShortestUniform;
    }

    /// <summary>True for a path with a part that looks random, or that is no path: base64 has slashes too, and may begin with one.</summary>
    public static bool MatchPath(string path)
    {
        var parts = path.Split('/');
        return parts.Any(Match) || Match(string.Concat(parts.Where(part => !IsHuman(part))));
    }

    // Words and small numbers with marks between them, such as x86_64-linux-gnu or lab/code.git.
    private static bool IsHuman(string word) => word.Split('-', '_', '.', '/').All(piece => HumanPattern().IsMatch(piece));

    private static double Entropy(string word) =>
        word.GroupBy(character => character).Select(group => (double)group.Count() / word.Length).Sum(share => -share * Math.Log2(share));

    private static int Kind(char character) => char.IsAsciiDigit(character) ? 0 : char.IsAsciiLetterUpper(character) ? 1 : char.IsAsciiLetterLower(character) ? 2 : 3;

    private static int Runs(string word) => 1 + Enumerable.Range(1, word.Length - 1).Count(index => Kind(word[index]) != Kind(word[index - 1]));

    private static int LongestRun(string word)
    {
        var (longest, current) = (1, 1);
        for (var index = 1; index < word.Length; index++)
        {
            current = Kind(word[index]) == Kind(word[index - 1]) && Kind(word[index]) != 3 ? current + 1 : 1;
            longest = Math.Max(longest, current);
        }

        return longest;
    }

    [GeneratedRegex(@"^(?:[A-Z]?[a-z]{1,20}(?:[A-Z][a-z]{2,20}){0,2}\d{0,4}|[A-Z]{1,20}\d{0,4}|\d{1,6})?$")]
    private static partial Regex HumanPattern();
}
