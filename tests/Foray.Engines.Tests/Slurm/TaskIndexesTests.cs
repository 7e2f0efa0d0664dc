using CsCheck;
using Foray.Engines.Slurm;

namespace Foray.Engines.Tests.Slurm;

public sealed class TaskIndexesTests
{
    /// <summary>Ranges as first, count and step.</summary>
    private static readonly Gen<(int First, int Count, int Step)[]> Ranges = Gen.Select(Gen.Int[0, 50_000], Gen.Int[1, 20], Gen.Int[1, 9]).Array[1, 8];

    [Fact]
    public void What_Slurm_writes_for_tasks_is_read_back() => Gen.Select(Ranges, Gen.Bool, Gen.Int[1, 99]).Sample((ranges, hasLimit, limit) =>
    {
        var text = string.Join(',', ranges.Select(range => range.Count == 1 ? $"{range.First}" : $"{range.First}-{range.First + ((range.Count - 1) * range.Step)}" + (range.Step == 1 ? "" : $":{range.Step}")));
        var expected = ranges.SelectMany(range => Enumerable.Range(0, range.Count).Select(i => range.First + (i * range.Step)));

        Assert.True(TaskIndexes.TryParse(hasLimit ? $"[{text}%{limit}]" : text, 1000, out var indexes));
        Assert.Equal(expected, indexes);
    });

    [Fact]
    public void Any_text_is_read_or_refused_and_never_more_is_read_than_asked_for() => Gen.String[Gen.Char["0123456789-,:%[]N/A "], 0, 20].Sample(text =>
        Assert.True(!TaskIndexes.TryParse(text, 100, out var indexes) || indexes.Count is > 0 and <= 100));

    [Theory]
    [InlineData("")]
    [InlineData("N/A")]
    [InlineData("3-1")]
    [InlineData("1-5:0")]
    [InlineData("1-2-3")]
    [InlineData("0-9999999")]
    public void What_names_no_tasks_is_refused(string text) => Assert.False(TaskIndexes.TryParse(text, 1000, out _));
}
