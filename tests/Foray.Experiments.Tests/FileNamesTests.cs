using CsCheck;

namespace Foray.Experiments.Tests;

public sealed class FileNamesTests
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char["ab/\\.. _=-,:*\0\n~$é☃"], 1, 12],
        Gen.String[Gen.Char["ab"], 70, 100],
        Gen.String[Gen.Char[' ', '~'], 1, 200]);

    [Fact]
    public void Every_name_becomes_one_safe_part_of_a_path() =>
        Name.Sample(name =>
        {
            var file = FileNames.From(name);
            Assert.InRange(file.Length, 1, 100);
            Assert.All(file, character => Assert.True(char.IsAsciiLetterOrDigit(character) || "._=,-".Contains(character)));
            Assert.NotEqual('.', file[0]);
            Assert.Equal(file, Path.GetFileName(file));
        });

    [Fact]
    public void Different_names_become_different_files() =>
        Gen.Select(Name, Name).Where(names => names.Item1 != names.Item2).Sample((one, other) => Assert.NotEqual(FileNames.From(one), FileNames.From(other)));

    [Theory]
    [InlineData("compress")]
    [InlineData("tool=gzip,level=9")]
    [InlineData("worker-1")]
    public void A_safe_name_stays_as_it_is(string name) => Assert.Equal(name, FileNames.From(name));

    [Fact]
    public void An_empty_name_becomes_a_file_all_the_same() => Assert.NotEqual("", FileNames.From(""));
}
