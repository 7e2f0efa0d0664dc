using static Foray.Sdk.Generators.Tests.MarkedSource;

namespace Foray.Sdk.Generators.Tests;

/// <summary>Rules for plugins of kind <c>command</c>, and for keys that options had before.</summary>
public sealed class CommandRuleTests
{
    private const string Command = """[PluginKind("command")] public interface ICommand;""";

    [Theory]
    [InlineData("""[RenamedFrom([|"Pace"|])] public int X { get; init; }""", "'Pace' cannot be a former key of 'X': write it in snake_case")]
    [InlineData("""[RenamedFrom([|""|])] public int X { get; init; }""", "snake_case")]
    [InlineData("""[RenamedFrom([|"a__b"|])] public int X { get; init; }""", "snake_case")]
    [InlineData("""[RenamedFrom([|"a-b"|])] public int X { get; init; }""", "snake_case")]
    [InlineData("""[RenamedFrom([|"9a"|])] public int X { get; init; }""", "snake_case")]
    [InlineData("""[RenamedFrom([|"kind"|])] public int X { get; init; }""", "'kind' is reserved")]
    [InlineData("""[RenamedFrom([|"x"|])] public int X { get; init; }""", "the key of 'X'")]
    [InlineData("""[RenamedFrom([|"y"|])] public int X { get; init; } /** <summary>It.</summary> */ public int Y { get; init; }""", "the key of 'Y'")]
    [InlineData("""[RenamedFrom("a"), RenamedFrom([|"a"|])] public int X { get; init; }""", "a former key of 'X' too")]
    [InlineData("""[RenamedFrom("a")] public int X { get; init; } /** <summary>It.</summary> */ [RenamedFrom([|"a"|])] public int Y { get; init; }""", "a former key of 'X' too")]
    public Task FORAY012_former_keys_are_distinct_and_in_snake_case(string options, string message) => BreaksAsync("FORAY012", Player(options), message);

    [Theory]
    [InlineData("""[RenamedFrom("pace"), RenamedFrom("a1_b2")] public required int X { get; init; }""")]
    [InlineData("""[Deprecated("use 'y' instead")] public int X { get; init; }""")]
    public Task Renamed_and_deprecated_options_keep_the_contract(string options) => KeepsAsync(Player(options));

    [Theory]
    [InlineData("""[[|Deprecated("")|]] public int X { get; init; }""", "it says what to do instead")]
    [InlineData("""[[|Deprecated("use y")|]] public required int X { get; init; }""", "a required option cannot be left out")]
    public Task FORAY010_who_is_warned_of_an_option_can_leave_it_out(string options, string message) => BreaksAsync("FORAY010", Player(options), message);

    [Theory]
    [InlineData("""[Deprecated([|" "|]), Plugin("tape")] public sealed class Tape : IPlayer;""", "'Tape' has no meaning: it says what to do instead")]
    [InlineData("""
        [Plugin("tape")] public sealed class Tape(Options options) : IPlayer { public object O => options; }
        [Deprecated([|"use y"|])] public sealed record Options;
        """, "it is for an option and for a plugin")]
    public Task FORAY010_deprecated_is_for_options_and_plugins(string source, string message) => BreaksAsync("FORAY010", source, message);

    [Theory]
    [InlineData("[Positional([|1|])] public int X { get; init; }", "no option has the place 0")]
    [InlineData("[Positional([|-1|])] public int X { get; init; }", "no option has the place 0")]
    [InlineData("[Positional(0)] public int X { get; init; } /** <summary>It.</summary> */ [Positional([|2|])] public int Y { get; init; }", "no option has the place 1")]
    [InlineData("[Positional(0)] public int X { get; init; } /** <summary>It.</summary> */ [Positional([|0|])] public int Y { get; init; }", "two options have the place 0")]
    [InlineData("[Positional(0)] public IReadOnlyList<string> X { get; init; } = []; /** <summary>It.</summary> */ [Positional([|1|])] public int Y { get; init; }", "behind a list")]
    [InlineData("[Positional([|1|])] public required int X { get; init; } /** <summary>It.</summary> */ [Positional(0)] public int Y { get; init; }", "it is required, and stands behind 'y'")]
    [InlineData("[Positional([|0|])] public bool X { get; init; }", "a positional option is text")]
    [InlineData("[Positional([|0|])] public IReadOnlyList<int> X { get; init; } = [];", "a list of text")]
    [InlineData("public Inner? [|X|] { get; init; }", "use text, a path")]
    [InlineData("public IReadOnlyDictionary<string, string>? [|X|] { get; init; }", "use text, a path")]
    [InlineData("public IReadOnlyList<IReadOnlyList<string>>? [|X|] { get; init; }", "use text, a path")]
    [InlineData("public IReadOnlyList<bool>? [|X|] { get; init; }", "use text, a path")]
    [InlineData("public Secret? [|X|] { get; init; }", "use text, a path")]
    public Task FORAY013_the_options_of_a_command_can_be_written_on_a_command_line(string options, string message) =>
        BreaksAsync("FORAY013", Commander(options), message);

    [Fact]
    public Task FORAY013_only_commands_have_arguments() =>
        BreaksAsync("FORAY013", Player("[Positional([|0|])] public int X { get; init; }"), "it is no option of a plugin of kind 'command'");

    [Fact]
    public Task FORAY013_who_adds_options_to_a_command_adds_no_arguments() =>
        BreaksAsync("FORAY013", Commander("[Positional([|0|])] public int X { get; init; }", """ExtendsCommand("run"), """), "arguments of its own");

    [Theory]
    [InlineData("[Positional(0)] public required string X { get; init; } /** <summary>It.</summary> */ [Positional(1)] public IReadOnlyList<string> Y { get; init; } = [];")]
    [InlineData("[Positional(1)] public DayOfWeek? X { get; init; } /** <summary>It.</summary> */ [Positional(0)] public required InputPath Y { get; init; }")]
    [InlineData("[DefaultDuration(\"5s\")] public TimeSpan X { get; init; } /** <summary>It.</summary> */ public IReadOnlyList<ByteSize> Y { get; init; } = [];")]
    public Task What_a_command_line_can_say_keeps_the_contract(string options) => KeepsAsync(Commander(options));

    [Theory]
    [InlineData("""[Plugin("tape"), ExtendsCommand([|"run"|])] public sealed class Tape : IPlayer;""", "'Tape' is no command: it is of kind 'player'")]
    [InlineData("""[Plugin("tape"), ExtendsCommand([|""|])] public sealed class Tape : ICommand;""", "'' is no name of a command")]
    [InlineData("""[Plugin("tape"), ExtendsCommand([|"--run"|])] public sealed class Tape : ICommand;""", "'--run' is no name of a command")]
    [InlineData("""[Plugin([|"tape_deck"|])] public sealed class Tape : ICommand;""", "the subcommand 'tape_deck' is written with '-'")]
    public Task FORAY014_a_command_can_be_written(string source, string message) => BreaksAsync("FORAY014", Command + source, message);

    [Theory]
    [InlineData("""[Plugin("tape-deck")] public sealed class Tape : ICommand;""")]
    [InlineData("""[Plugin("tape_deck"), ExtendsCommand("run")] public sealed class Tape : ICommand;""")]
    [InlineData("""[Plugin("tape_deck")] public sealed class Tape : IPlayer;""")]
    public Task Commands_and_their_extensions_keep_the_contract(string source) => KeepsAsync(Command + source);

    private static string Player(string options) => $$"""
        [Plugin("tape")] public sealed class Tape(Options options) : IPlayer { public object O => options; }
        public sealed record Options { /** <summary>It.</summary> */ {{options}} }
        """;

    private static string Commander(string options, string attributes = "") => $$"""
        {{Command}}
        [{{attributes}}Plugin("tape")] public sealed class Tape(Options options) : ICommand { public object O => options; }
        public sealed record Options { /** <summary>It.</summary> */ {{options}} }
        public sealed record Inner;
        """;
}
