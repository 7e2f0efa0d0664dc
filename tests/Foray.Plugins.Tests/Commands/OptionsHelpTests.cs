using Foray.Plugins.Commands;
using Foray.Plugins.Schemas;
using Foray.Sdk.Commands;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Tests.Commands;

public sealed class OptionsHelpTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Theatre);

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<CommandOption> Rehearse() => OptionsHelp.Describe(_folder.Catalog().Find("command", "rehearse", out _)!.ReadSchema());

    private CommandOption Option(string key) => Rehearse().Single(option => option.Key == key);

    private static Dictionary<string, IReadOnlyList<string>> Given(params (string Key, string[] Texts)[] given) =>
        given.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)entry.Texts, StringComparer.Ordinal);

    private DocumentNode Node(string key, params string[] texts) => OptionsHelp.ToSection(Rehearse(), Given((key, texts)))[key]!;

    [Theory]
    [InlineData("piece", "--piece", "PIECE", null)]
    [InlineData("parts", "--parts", "PARTS", "")]
    [InlineData("manner", "--manner", "full_voice|marked", "full_voice")]
    [InlineData("rounds", "--rounds", "NUMBER", "1")]
    [InlineData("loudness", "--loudness", "NUMBER", null)]
    [InlineData("open_doors", "--open-doors", null, null)]
    [InlineData("pause", "--pause", "DURATION", "5m")]
    [InlineData("recording", "--recording", "SIZE", null)]
    [InlineData("scenes", "--scenes", "NUMBER", "")]
    [InlineData("hall", "--hall", "TEXT", null)]
    public void An_option_is_described_from_its_manifest(string key, string flag, string? value, string? fallback)
    {
        var option = Option(key);
        Assert.Equal((flag, value, fallback), (option.Flag, option.ValueName, option.Default));
    }

    [Fact]
    public void Help_says_what_is_required_repeatable_positional_renamed_and_deprecated()
    {
        Assert.Equal(["piece"], Rehearse().Where(option => option.IsRequired).Select(option => option.Key));
        Assert.Equal(["parts", "scenes", "breaks"], Rehearse().Where(option => option.IsRepeatable).Select(option => option.Key));
        Assert.Equal([("piece", 0), ("parts", 1)], Rehearse().Where(option => option.Position is not null).Select(option => (option.Key, option.Position!.Value)));
        Assert.Equal(["times"], Option("rounds").FormerKeys);
        Assert.Equal(["full_voice", "marked"], Option("manner").Values);
        Assert.Equal("How often.", Option("rounds").Description);
        Assert.Equal("Name of the hall. Deprecated: there is only one hall.", Option("hall").Description);
    }

    [Theory]
    [InlineData("piece", "12", ScalarKind.Text)]
    [InlineData("rounds", "-3", ScalarKind.Integer)]
    [InlineData("rounds", "1.5", ScalarKind.Number)]
    [InlineData("rounds", "many", ScalarKind.Text)]
    [InlineData("rounds", "99999999999999999999999", ScalarKind.Number)]
    [InlineData("loudness", "7", ScalarKind.Integer)]
    [InlineData("loudness", "1e-1", ScalarKind.Number)]
    [InlineData("loudness", "NaN", ScalarKind.Text)]
    [InlineData("open_doors", "True", ScalarKind.Boolean)]
    [InlineData("open_doors", "yes", ScalarKind.Text)]
    [InlineData("pause", "90", ScalarKind.Text)]
    [InlineData("manner", "marked", ScalarKind.Text)]
    public void A_text_becomes_what_its_option_takes_and_stays_text_where_it_does_not_fit(string key, string text, ScalarKind expected)
    {
        var scalar = Assert.IsType<ScalarNode>(Node(key, text));
        Assert.Equal((text, expected), (expected == ScalarKind.Boolean ? text : scalar.Text, scalar.Kind));
    }

    [Fact]
    public void A_flag_without_a_value_is_true()
    {
        var flag = Assert.IsType<ScalarNode>(Node("open_doors"));
        Assert.Equal(("true", ScalarKind.Boolean, "--open-doors"), (flag.Text, flag.Kind, flag.Place.ToString()));
    }

    [Fact]
    public void Several_values_are_a_list_even_where_one_is_wanted()
    {
        Assert.Equal(["3"], Assert.IsType<SequenceNode>(Node("scenes", "3")).Items.Select(item => ((ScalarNode)item).Text));
        Assert.Equal(2, Assert.IsType<SequenceNode>(Node("rounds", "3", "4")).Items.Count);
    }

    [Fact]
    public void What_was_not_given_is_not_in_the_section_and_a_former_key_is_in_it_as_it_was_typed()
    {
        var section = OptionsHelp.ToSection(Rehearse(), Given(("times", ["2"]), ("piece", ["Faust"])));
        Assert.Equal([("piece", "PIECE"), ("times", "--times")], section.Entries.Select(entry => (entry.Key.Text, entry.Key.Place.ToString())));
    }

    [Fact]
    public async Task The_binder_takes_what_was_typed()
    {
        var plugin = _folder.Catalog().Find("command", "rehearse", out _)!;
        var section = OptionsHelp.ToSection(Rehearse(), Given(
            ("piece", ["Faust"]), ("parts", ["Gretchen", "Mephisto"]), ("manner", ["marked"]), ("times", ["2"]), ("loudness", ["0.5"]), ("open_doors", []),
            ("pause", ["90s"]), ("recording", ["2GiB"]), ("scenes", ["1", "4"]), ("breaks", ["10m"])));
        using var output = new StringWriter();

        Assert.Equal(0, await new Host().Loader.Create<ICommand>(plugin, section).RunAsync(new Context(output), TestContext.Current.CancellationToken));

        var told = output.ToString();
        Assert.Contains("Piece = Faust,", told, StringComparison.Ordinal);
        Assert.Contains("Manner = Marked, Rounds = 2, Loudness = 0.5, OpenDoors = True, Pause = 00:01:30, Recording = 2GiB,", told, StringComparison.Ordinal);
        Assert.EndsWith("; Gretchen Mephisto; 1 4; 00:10:00\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_command_line_cannot_say_is_not_offered()
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["a"] = """{"type":"map","values_schema":{"type":"string"}}""",
            ["b"] = """{"type":"object","record":"O"}""",
            ["c"] = """{"type":"secret"}""",
            ["d"] = """{"type":"list","items":{"type":"list","items":{"type":"string"}}}""",
            ["e"] = """{"type":"label_selector"}""",
            ["f"] = """{"type":"variable"}""",
            ["g"] = """{"type":"list","items":{"type":"boolean"}}""",
            ["ok"] = """{"type":"cidr"}""",
        };
        _folder.AddManifest("Bare", """{"package":"Bare","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"command","name":"x","type":"X","factory":"F","options":"O"}]}""",
            schemas: ("O", $$"""{"properties":[{{string.Join(',', types.Select(type => $$"""{"key":"{{type.Key}}","schema":{{type.Value}}}"""))}}]}"""));

        Assert.Equal(["ok"], OptionsHelp.Describe(_folder.Catalog().Find("command", "x", out _)!.ReadSchema()).Select(option => option.Key));
    }

    private sealed class Context(TextWriter output) : ICommandContext
    {
        public string Name => "rehearse";

        public string WorkingFolder => Path.GetTempPath();

        public TextWriter Output => output;
    }
}
