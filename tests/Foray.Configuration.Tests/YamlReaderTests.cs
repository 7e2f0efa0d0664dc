using System.Text;
using Foray.Configuration.Documents;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Tests;

public sealed class YamlReaderTests
{
    private static YamlDocument Read(string text) => YamlReader.ReadBytes(Encoding.UTF8.GetBytes(text), "f.yml");

    private static Diagnostic Only(YamlDocument document) => Assert.Single(document.Diagnostics);

    [Theory]
    [InlineData("text", ScalarKind.Text)]
    [InlineData("'1'", ScalarKind.Text)]
    [InlineData("\"true\"", ScalarKind.Text)]
    [InlineData("|\n  1", ScalarKind.Text)]
    [InlineData("yes", ScalarKind.Text)]
    [InlineData("on", ScalarKind.Text)]
    [InlineData("1_000", ScalarKind.Text)]
    [InlineData("0x", ScalarKind.Text)]
    [InlineData("0o8", ScalarKind.Text)]
    [InlineData("1e", ScalarKind.Text)]
    [InlineData(".", ScalarKind.Text)]
    [InlineData("+", ScalarKind.Text)]
    [InlineData("1:30", ScalarKind.Text)]
    [InlineData("1.2.3", ScalarKind.Text)]
    [InlineData("true", ScalarKind.Boolean)]
    [InlineData("False", ScalarKind.Boolean)]
    [InlineData("TRUE", ScalarKind.Boolean)]
    [InlineData("0", ScalarKind.Integer)]
    [InlineData("-12", ScalarKind.Integer)]
    [InlineData("+12", ScalarKind.Integer)]
    [InlineData("0x1F", ScalarKind.Integer)]
    [InlineData("0o17", ScalarKind.Integer)]
    [InlineData("012", ScalarKind.Integer)]
    [InlineData(".5", ScalarKind.Number)]
    [InlineData("5.", ScalarKind.Number)]
    [InlineData("1e3", ScalarKind.Number)]
    [InlineData("-1.5E-3", ScalarKind.Number)]
    [InlineData(".inf", ScalarKind.Number)]
    [InlineData("-.INF", ScalarKind.Number)]
    [InlineData(".nan", ScalarKind.Number)]
    [InlineData("null", ScalarKind.Null)]
    [InlineData("~", ScalarKind.Null)]
    [InlineData("", ScalarKind.Null)]
    public void A_scalar_has_the_kind_of_the_core_schema(string yaml, ScalarKind kind)
    {
        var document = Read($"a: {yaml}\n");
        Assert.Empty(document.Diagnostics);
        Assert.Equal(kind, Assert.IsType<ScalarNode>(((MappingNode)document.Root!)["a"]).Kind);
    }

    [Fact]
    public void Every_node_knows_its_line_and_column()
    {
        var root = (MappingNode)Read("a: 1\nb:\n  - x\n  - { c: \"é\", d: [y] }\n").Root!;
        var item = (MappingNode)((SequenceNode)root["b"]!).Items[1];
        Assert.Equal(new Place("f.yml", 1, 1), root.Place);
        Assert.Equal(new Place("f.yml", 2, 1), root.Entries[1].Key.Place);
        Assert.Equal(new Place("f.yml", 3, 3), root["b"]!.Place);
        Assert.Equal(new Place("f.yml", 4, 5), item.Place);
        Assert.Equal(new Place("f.yml", 4, 10), item["c"]!.Place);
        Assert.Equal(new Place("f.yml", 4, 19), ((SequenceNode)item["d"]!).Items[0].Place);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_do_no_harm()
    {
        var document = YamlReader.ReadBytes([0xEF, 0xBB, 0xBF, .. "a: 1\r\nb: 2\r\n"u8], "f.yml");
        Assert.Empty(document.Diagnostics);
        Assert.Equal(new Place("f.yml", 2, 4), ((MappingNode)document.Root!)["b"]!.Place);
    }

    [Fact]
    public void An_alias_stands_for_the_content_of_its_anchor()
    {
        var root = (MappingNode)Read("a: &x [1, 2]\nb: *x\n").Root!;
        Assert.Same(root["a"], root["b"]);
    }

    [Fact]
    public void An_invalid_byte_is_named_with_its_line_and_column()
    {
        var diagnostic = Only(YamlReader.ReadBytes([.. "name: é\nother: "u8, 0xC3, 0x28, .. "\n"u8], "f.yml"));
        Assert.Equal(ConfigurationCodes.BadEncoding, diagnostic.Code);
        Assert.Equal(new Place("f.yml", 2, 8), diagnostic.Place);
        Assert.Contains("0xC3", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_is_called_by_its_name(bool isBigEndian)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        var diagnostic = Only(YamlReader.ReadBytes([.. encoding.GetPreamble(), .. encoding.GetBytes("name: x")], "f.yml"));
        Assert.Equal(ConfigurationCodes.BadEncoding, diagnostic.Code);
        Assert.Contains("UTF-16", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nul_does_not_end_the_file_silently()
    {
        var diagnostic = Only(Read("a: 1\nb: \0\nc: 2\n"));
        Assert.Equal(ConfigurationCodes.BadEncoding, diagnostic.Code);
        Assert.Equal(new Place("f.yml", 2, 4), diagnostic.Place);
    }

    [Fact]
    public void A_missing_file_is_a_diagnostic()
    {
        var document = YamlReader.ReadFile("/nowhere/experiment.yml");
        Assert.Null(document.Root);
        Assert.Equal("/nowhere/experiment.yml: error FORAY101: the file '/nowhere/experiment.yml' does not exist (give the path of an existing file)", Only(document).ToString());
    }

    [Fact]
    public void A_folder_is_not_read() => Assert.Equal(ConfigurationCodes.UnreadableFile, Only(YamlReader.ReadFile(AppContext.BaseDirectory)).Code);

    [Fact]
    public void A_file_over_the_limit_is_refused_with_its_size_and_one_at_the_limit_is_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            var line = "  - { name: foo, value: [1, 2] }\n";
            var text = "items:\n" + string.Concat(Enumerable.Repeat(line, (FileText.MostBytes - 7) / line.Length));
            File.WriteAllText(path, text.PadRight(FileText.MostBytes, '\n'));
            var document = YamlReader.ReadFile(path);
            Assert.Empty(document.Diagnostics);
            Assert.Equal((FileText.MostBytes - 7) / line.Length, ((SequenceNode)((MappingNode)document.Root!)["items"]!).Items.Count);

            File.AppendAllText(path, "\n");
            var diagnostic = Only(YamlReader.ReadFile(path));
            Assert.Equal(ConfigurationCodes.UnreadableFile, diagnostic.Code);
            Assert.Contains("10485761 bytes", diagnostic.Message, StringComparison.Ordinal);
            Assert.Contains("10485760", diagnostic.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("- ", "x")]
    [InlineData("{a: ", "")]
    [InlineData("? ", "x")]
    [InlineData("&a [", "")]
    public void Endless_nesting_ends_in_a_diagnostic_and_not_in_a_stack_overflow(string opening, string end) =>
        Assert.Equal(ConfigurationCodes.TooLarge, Only(Read(string.Concat(Enumerable.Repeat(opening, 100_000)) + end)).Code);

    [Fact]
    public void A_hundred_levels_are_read_and_one_more_is_not()
    {
        Assert.Empty(Read(new string('[', 100) + new string(']', 100)).Diagnostics);
        Assert.Equal(ConfigurationCodes.TooLarge, Only(Read(new string('[', 101) + new string(']', 101))).Code);
    }

    [Fact]
    public void Aliases_count_with_all_that_they_stand_for()
    {
        var ten = string.Join(", ", Enumerable.Repeat("x", 9_999));
        string Uses(int count) => $"a: &a [{ten}]\nb: [{string.Join(", ", Enumerable.Repeat("*a", count))}]\n";
        Assert.Empty(Read(Uses(20)).Diagnostics);
        Assert.Equal(ConfigurationCodes.TooLarge, Only(Read(Uses(21))).Code);
    }

    [Fact]
    public void Aliases_cannot_nest_deeper_than_the_limit()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 120; i++)
            text.Append($"a{i}: &a{i} [*a{i - 1}]\n");
        Assert.Equal(ConfigurationCodes.TooLarge, Only(Read(text.ToString())).Code);
    }

    [Fact]
    public void Many_keys_are_compared_without_comparing_each_with_all()
    {
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"k{i % 299_999}: 1\n"));
        var diagnostic = Only(Read(text));
        Assert.Equal(ConfigurationCodes.DuplicateKey, diagnostic.Code);
        Assert.Equal(300_000, diagnostic.Place!.Value.Line);
    }

    [Fact]
    public void A_flood_of_problems_is_cut_and_counted()
    {
        var document = Read(string.Concat(Enumerable.Repeat("a: 1\n", 5_000)));
        Assert.Equal(1001, document.Diagnostics.Count);
        Assert.Equal("error FORAY143: 3999 more problems are not shown (correct these first, then check again)", document.Diagnostics[^1].ToString());
    }
}
