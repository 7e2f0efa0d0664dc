using CsCheck;

namespace Foray.Plugins.Tests;

public sealed class SuggestionsTests
{
    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcde"], 1, 6];

    [Theory]
    [InlineData("docer", "docker")]
    [InlineData("dcoker", "docker")]
    [InlineData("dockerr", "docker")]
    [InlineData("SHELL", "shell")]
    [InlineData("shel", "shell")]
    public void A_typing_mistake_is_recognized(string word, string meant) =>
        Assert.Equal(meant, Suggestions.Nearest(word, ["apptainer", "docker", "shell"]));

    [Theory]
    [InlineData("podman")]
    [InlineData("")]
    [InlineData("sh")]
    public void What_is_near_to_nothing_gets_no_suggestion(string word) =>
        Assert.Null(Suggestions.Nearest(word, ["apptainer", "docker", "shell"]));

    [Fact]
    public void The_word_itself_is_the_nearest() =>
        Gen.Select(Word, Word.Array[0, 6]).Sample((word, others) => Assert.Equal(word, Suggestions.Nearest(word, [.. others, word])));

    [Fact]
    public void A_suggestion_is_a_candidate_and_none_is_nearer() =>
        Gen.Select(Word, Word.Array[0, 6]).Sample((word, candidates) =>
        {
            var limit = Math.Max(1, word.Length / 3);
            var least = candidates.Length == 0 ? int.MaxValue : candidates.Min(candidate => Distance(word, candidate));
            var nearest = Suggestions.Nearest(word, candidates);
            if (least > limit)
                Assert.Null(nearest);
            else
                Assert.Equal(least, Distance(word, Assert.IsType<string>(nearest)));
        });

    [Fact]
    public void One_mistake_in_a_word_is_always_forgiven() =>
        Gen.Select(Word, Gen.Int[0, 7], Gen.Char["abcde"]).Sample((word, at, letter) =>
        {
            var position = at % word.Length;
            string[] mistakes =
            [
                word.Insert(position, $"{letter}"),
                word.Remove(position, 1),
                word.Remove(position, 1).Insert(position, $"{letter}"),
                position + 1 < word.Length ? word[..position] + word[position + 1] + word[position] + word[(position + 2)..] : word,
            ];
            Assert.All(mistakes, mistake => Assert.Equal(word, Suggestions.Nearest(mistake, [word])));
        });

    /// <summary>The same distance by its recursive definition.</summary>
    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.IsEmpty || right.IsEmpty)
            return left.Length + right.Length;
        if (left[^1] == right[^1] && (left.Length < 2 || right.Length < 2))
            return Distance(left[..^1], right[..^1]);
        var least = Math.Min(Math.Min(Distance(left[..^1], right) + 1, Distance(left, right[..^1]) + 1),
            Distance(left[..^1], right[..^1]) + (left[^1] == right[^1] ? 0 : 1));
        return left.Length > 1 && right.Length > 1 && left[^1] == right[^2] && left[^2] == right[^1]
            ? Math.Min(least, Distance(left[..^2], right[..^2]) + 1)
            : least;
    }
}
