using static Foray.Sdk.Generators.Tests.MarkedSource;

namespace Foray.Sdk.Generators.Tests;

/// <summary>Each rule against snippets that break it, at the place between <c>[|</c> and <c>|]</c>, and against one that keeps it.</summary>
public sealed class RuleTests
{
    private const string Clean = """
        [Plugin("tape")] public sealed class Tape(TapeOptions options) : IPlayer { public object O => options; }
        public sealed record TapeOptions { /** <summary>It.</summary> */ public string? Name { get; init; } }
        """;

    [Theory]
    [InlineData("""[Plugin("tape")] public sealed class [|Tape|];""", "implements no interface")]
    [InlineData("""
        [PluginKind("other")] public interface IOther;
        [Plugin("tape")] public sealed class [|Tape|] : IPlayer, IOther;
        """, "more than one interface marked [PluginKind]: IOther, IPlayer")]
    public Task FORAY001_a_plugin_is_of_exactly_one_kind(string source, string message) => BreaksAsync("FORAY001", source, message);

    [Theory]
    [InlineData("""[Plugin([|"Tape"|])] public sealed class Tape : IPlayer;""", "'Tape' cannot be the name of a plugin: use lower-case")]
    [InlineData("""[Plugin([|""|])] public sealed class Tape : IPlayer;""", "use lower-case")]
    [InlineData("""[Plugin([|"9lives"|])] public sealed class Tape : IPlayer;""", "beginning with a letter")]
    [InlineData("""[Plugin([|"foray.tape"|])] public sealed class Tape : IPlayer;""", "the prefix 'foray.' is reserved")]
    [InlineData("""[PluginKind([|"kiso.x"|])] public interface IX;""", "'kiso.x' cannot be the name of a kind: the prefix 'kiso.' is reserved")]
    [InlineData("""[PluginKind([|"a b"|])] public interface IX;""", "use lower-case")]
    public Task FORAY002_names_can_be_written_by_users(string source, string message) => BreaksAsync("FORAY002", source, message);

    [Fact]
    public Task FORAY003_two_plugins_of_a_kind_have_two_names() => BreaksAsync("FORAY003", """
        [Plugin([|"tape"|])] public sealed class Tape : IPlayer;
        public static class Outer { [Plugin("tape")] public sealed class Tape : IPlayer; }
        """, "The player plugin 'tape' is declared by 'Music.Outer+Tape' and by 'Music.Tape'");

    [Fact]
    public Task FORAY003_plugins_of_two_kinds_may_share_a_name() => KeepsAsync("""
        [PluginKind("other")] public interface IOther;
        [Plugin("tape")] public sealed class Tape : IPlayer;
        [Plugin("tape")] public sealed class Other : IOther;
        """);

    [Theory]
    [InlineData("""[Plugin("tape")] public abstract class [|Tape|] : IPlayer;""", "abstract")]
    [InlineData("""[Plugin("tape")] public sealed class [|Tape|]<T> : IPlayer;""", "generic")]
    [InlineData("""public class Outer { [Plugin("tape")] private sealed class [|Tape|] : IPlayer; }""", "not visible")]
    [InlineData("""[Plugin("tape")] file sealed class [|Tape|] : IPlayer;""", "not visible")]
    [InlineData("""[Plugin("tape")] public sealed class [|Tape|] : IPlayer { internal Tape() { } }""", "no public constructor")]
    [InlineData("""[Plugin("tape")] public sealed class [|Tape|] : IPlayer { public Tape() { } public Tape(ILogger logger) { } }""", "more than one public")]
    [InlineData("""[Plugin("tape")] public sealed class [|Tape|] : IPlayer { public required int X { get; init; } }""", "required members")]
    [InlineData("""[Plugin("tape")] public sealed class Tape : IPlayer { public Tape(string [|name|]) { } }""", "'name' is neither")]
    [InlineData("""[Plugin("tape")] public sealed class Tape : IPlayer { public Tape(ref ILogger [|log|]) { } }""", "by reference")]
    [InlineData("""[Plugin("tape")] public sealed class Tape : IPlayer { public Tape(Foray.Sdk.Options.Variable [|x|]) { } }""", "same assembly")]
    [InlineData("""
        public sealed record A; public sealed record B;
        [Plugin("tape")] public sealed class Tape : IPlayer { public Tape(A a, B [|b|]) { } }
        """, "both 'A' and 'B'")]
    public Task FORAY004_a_plugin_can_be_created(string source, string message) => BreaksAsync("FORAY004", source, message);

    [Theory]
    [InlineData("ILogger<Tape>", "'logger' of 'Tape': take 'ILogger', which names the plugin by itself, in place of 'ILogger<Tape>'")]
    [InlineData("ILogger<Tape>?", "take 'ILogger'")]
    [InlineData("Logger<Tape>", "in place of 'Logger<Tape>'")]
    [InlineData("Foray.Sdk.Documents.MappingNode", "'MappingNode' is no service; take an options record")]
    [InlineData("Secret", "'Secret' is no service")]
    public Task FORAY019_a_host_can_give_what_a_plugin_takes(string type, string message) =>
        BreaksAsync("FORAY019", $$"""[Plugin("tape")] public sealed class Tape : IPlayer { public Tape({{type}} [|logger|]) { } }""", message);

    [Theory]
    [InlineData("ILogger?")]
    [InlineData("TimeProvider")]
    [InlineData("IConsole")]
    [InlineData("IPluginHealth")]
    [InlineData("Foray.Sdk.Processes.IProcesses")]
    [InlineData("ILoggerFactory")]
    [InlineData("IServiceProvider")]
    [InlineData("IEnumerable<IPlayer>")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("IOther<Tape>")]
    public Task FORAY019_services_that_a_program_may_have_are_not_judged(string type) =>
        KeepsAsync($$"""public interface IOther<T>; [Plugin("tape")] public sealed class Tape : IPlayer { public Tape({{type}} service) { } }""");

    [Fact]
    public Task FORAY005_an_option_is_documented() => BreaksAsync("FORAY005", Options("public string? [|Name|] { get; init; }", summary: ""), "'Name' of 'Options'");

    [Fact]
    public Task FORAY005_a_shared_record_is_reported_once() => BreaksAsync(
        "FORAY005",
        Options("public string? [|Name|] { get; init; }", summary: "")
        + """[Plugin("disc")] public sealed class Disc(Options options) : IPlayer { public object O => options; }""",
        "'Name'");

    [Theory]
    [InlineData("public int X { get; init; } = [|Environment.ProcessorCount|];", "use a constant")]
    [InlineData("public string X { get; init; } = [|string.Empty|];", "use a constant")]
    [InlineData("public double X { get; init; } = [|double.NaN|];", "use a constant")]
    [InlineData("public DayOfWeek X { get; init; } = [|(DayOfWeek)77|];", "use a constant")]
    [InlineData("public TimeSpan X { get; init; } = [|TimeSpan.FromSeconds(3)|];", "use [DefaultDuration")]
    [InlineData("[DefaultDuration(\"3s\")] public TimeSpan X { get; init; } = [|TimeSpan.FromSeconds(3)|];", "gives it already")]
    [InlineData("[DefaultDuration(\"3 years\")] public TimeSpan [|X|] { get; init; }", "'3 years' is not a duration")]
    [InlineData("public IReadOnlyList<int> X { get; init; } = [|[Environment.ProcessorCount]|];", "collection expression of constants")]
    [InlineData("public IReadOnlyDictionary<string, int> X { get; init; } = [|new Dictionary<string, int> { [\"a\"] = 1 }|];", "empty 'Dictionary'")]
    [InlineData("public Nested X { get; init; } = [|new() { Y = 3 }|];", "use 'new()'")]
    [InlineData("public ByteSize X { get; init; } = [|new(3)|];", "make it nullable")]
    public Task FORAY006_a_default_is_a_constant(string property, string message) => BreaksAsync("FORAY006", Options(property), message);

    [Theory]
    [InlineData("public DateTime [|X|] { get; init; }", "'System.DateTime'")]
    [InlineData("public List<string>? [|X|] { get; init; }", "List<string>")]
    [InlineData("public string[]? [|X|] { get; init; }", "string[]")]
    [InlineData("public IReadOnlyDictionary<int, string>? [|X|] { get; init; }", "IReadOnlyDictionary<int, string>")]
    [InlineData("public IReadOnlyList<Uri>? [|X|] { get; init; }", "IReadOnlyList<System.Uri>")]
    [InlineData("public IPlayer? [|X|] { get; init; }", "Music.IPlayer")]
    [InlineData("public Point [|X|] { get; init; }", "Music.Point")]
    public Task FORAY007_an_option_has_a_known_type(string property, string message) => BreaksAsync("FORAY007", Options(property), message);

    [Theory]
    [InlineData("[|Console.WriteLine(1)|];", "'Console.WriteLine' bypasses")]
    [InlineData("var x = [|Console.Out|];", "'Console.Out'")]
    [InlineData("Action<string> x = [|Console.WriteLine|];", "'Console.WriteLine'")]
    [InlineData("[|Console.CancelKeyPress|] += null;", "'Console.CancelKeyPress'")]
    public Task FORAY008_a_plugin_package_does_not_use_the_console(string statement, string message) =>
        BreaksAsync("FORAY008", Clean + $"class Chatty {{ void M() {{ {statement} }} }}", message);

    [Fact]
    public Task FORAY008_other_assemblies_may_use_the_console() => KeepsAsync("class Chatty { void M() { Console.WriteLine(1); } }");

    [Theory]
    [InlineData("software")]
    [InlineData("deployment")]
    public Task FORAY009_kind_is_free_where_sections_are_keyed_by_the_name_of_the_plugin(string kind) =>
        KeepsAsync($"[PluginKind(\"{kind}\")] public interface IKeyed;\n" + Options("public string? Kind { get; init; }").Replace(": IPlayer", ": IKeyed", StringComparison.Ordinal));

    [Theory]
    [InlineData("public string? [|Kind|] { get; init; }", "'kind' is reserved")]
    [InlineData("public string? [|My_Name|] { get; init; }", "use ASCII letters")]
    [InlineData("public string? [|Größe|] { get; init; }", "use ASCII letters")]
    [InlineData("public string? VmName { get; init; } /** <summary>It.</summary> */ public string? [|VMName|] { get; init; }", "'vm_name' is that of 'VmName' too")]
    [InlineData("public Clash X { get; init; }", "another value of 'Clash' is written 'ab' too")]
    public Task FORAY009_keys_are_distinct_and_in_snake_case(string property, string message) => BreaksAsync("FORAY009", Options(property, enumMark: property.Contains("Clash", StringComparison.Ordinal)), message);

    [Fact]
    public Task FORAY009_values_that_are_spelled_out_are_in_small_letters() => BreaksAsync(
        "FORAY009",
        Options("public Loudness X { get; init; }") + """
        public enum Loudness { [System.Runtime.Serialization.EnumMember(Value = "very-loud")] Loud, [System.Runtime.Serialization.EnumMember(Value = "Pst!")] [|Quiet|] }
        """,
        "small letters");

    [Theory]
    [InlineData("[[|MachineCount|]] public string? X { get; init; }", "[MachineCount] on 'X'")]
    [InlineData("[[|MachineCount|]] public long X { get; init; }", "'int'")]
    [InlineData("[[|MachineTool|]] public int X { get; init; }", "[MachineTool] on 'X'")]
    [InlineData("[[|DefaultDuration(\"1s\")|]] public string? X { get; init; }", "'TimeSpan'")]
    [InlineData("[[|DefaultDuration(\"1s\")|]] public required TimeSpan X { get; init; }", "required")]
    [InlineData("[[|Unique|]] public string? X { get; init; }", "for a list")]
    [InlineData("[[|Verbatim|]] public int X { get; init; }", "for text")]
    [InlineData("[[|WithinFolder|]] public IReadOnlyList<string>? X { get; init; }", "for text")]
    [InlineData("[[|Matrix|]] public IReadOnlyDictionary<string, ScalarValue>? X { get; init; }", "a map of lists of 'ScalarValue'")]
    [InlineData("[[|Matrix|]] public IReadOnlyDictionary<string, IReadOnlyList<string>>? X { get; init; }", "a map of lists of 'ScalarValue'")]
    [InlineData("[[|Matrix|]] public IReadOnlyList<ScalarValue>? X { get; init; }", "a map of lists of 'ScalarValue'")]
    [InlineData("[[|Range(1, 2)|]] public string? X { get; init; }", "for numbers")]
    [InlineData("[[|Range(0.0, 1.0, MinimumIsExclusive = true)|]] public double X { get; init; }", "part of the range")]
    [InlineData("[[|Range(typeof(int), \"1\", \"2\")|]] public int X { get; init; }", "bounds as numbers")]
    [InlineData("[[|RegularExpression(\"(\")|]] public string? X { get; init; }", "not a regular expression")]
    [InlineData("[[|RegularExpression(\"a\")|]] public int X { get; init; }", "for text")]
    [InlineData("[[|StringLength(3)|]] public IReadOnlyList<string>? X { get; init; }", "for text")]
    [InlineData("[[|MinLength(3)|]] public int X { get; init; }", "text, a list or a map")]
    [InlineData("[[|EmailAddress|]] public string? X { get; init; }", "does not know")]
    public Task FORAY010_an_attribute_fits_its_option(string property, string message) => BreaksAsync("FORAY010", Options(property), message);

    [Theory]
    [InlineData("""ExactlyOneOf([|"X"|], "Z")""", "[ExactlyOneOf] on 'Options' has no meaning: there is no option 'Z'")]
    [InlineData("""AtMostOneOf([|"X"|])""", "two or more")]
    [InlineData("""AtMostOneOf([|"X"|], "X")""", "two or more different")]
    [InlineData("""RequiresOption([|"X"|], "Computed")""", "there is no option 'Computed'")]
    public Task FORAY010_a_group_names_options(string attribute, string message) => BreaksAsync("FORAY010", $$"""
        [Plugin("tape")] public sealed class Tape(Options options) : IPlayer { public object O => options; }
        [{{attribute}}]
        public sealed record Options
        {
            /** <summary>It.</summary> */ public string? X { get; init; }
            /** <summary>It.</summary> */ public string? Y { get; init; }
            public int Computed => 1;
        }
        """, message);

    [Theory]
    [InlineData("public sealed record [|Options|](string? Name);", "no constructor without parameters")]
    [InlineData("public abstract record [|Options|];", "abstract")]
    [InlineData("public static class Out { public record Base<T> { public record [|Options|]; } }", "generic", "Out.Base<int>.Options")]
    [InlineData("public class [|Options|] : Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory { }", "'NullLoggerFactory' are in another assembly")]
    [InlineData("public record Options { public string? [|X|] { get; } = \"a\"; }", "'X' needs an 'init' accessor")]
    [InlineData("public record Options { public string? [|X|] { get; private init; } }", "'X' needs an 'init' accessor")]
    [InlineData("public record Options { public string? [|X|]; }", "the field 'X' must be a property")]
    [InlineData("public record [|Options|] { /** <summary>It.</summary> */ public required Options X { get; init; } }", "another one of itself")]
    [InlineData("""
        public record [|Options|] { /** <summary>It.</summary> */ public Inner X { get; init; } = new(); }
        public record [|Inner|] { /** <summary>It.</summary> */ public Options X { get; init; } = new(); }
        """, "another one of itself")]
    public Task FORAY011_a_record_can_be_bound(string record, string message, string name = "Options") => BreaksAsync(
        "FORAY011", record + $$"""[Plugin("tape")] internal sealed class Tape({{name}} options) : IPlayer { public object O => options; }""", message);

    [Theory]
    [InlineData("public Options? X { get; init; }")]
    [InlineData("public required IReadOnlyList<Options> X { get; init; }")]
    [InlineData("public required IReadOnlyDictionary<string, Options> X { get; init; }")]
    [InlineData("[MachineCount] public IReadOnlyList<string>? X { get; init; }")]
    [InlineData("[MachineCount] public int X { get; init; } = 1;")]
    [InlineData("[MachineTool, Verbatim, StringLength(5), RegularExpression(\"a\")] public string X { get; set; } = \"a\";")]
    [InlineData("[DefaultDuration(\"5m\"), Display(Name = \"x\")] public TimeSpan? X { get; init; }")]
    [InlineData("public DayOfWeek X { get; init; } = DayOfWeek.Friday;")]
    public Task What_keeps_the_contract_is_left_alone(string property) => KeepsAsync(Options(property));

    [Fact]
    public Task A_package_that_keeps_the_contract_has_no_reports() => KeepsAsync(Clean);

    [Fact]
    public async Task A_plugin_with_a_breach_has_no_manifest_entry()
    {
        var source = "namespace Music;\n" + Options("public DateTime X { get; init; }") + """[Plugin("fine")] public sealed class Fine : IPlayer;""";

        Assert.Single(await Snippet.DiagnoseAsync(source));
        Assert.Equal("fine", (string?)Assert.Single(Snippet.Generate(source).Index["plugins"]!.AsArray())!["name"]);
    }

    private static string Options(string property, string summary = "<summary>It.</summary>", bool enumMark = false) => $$"""
        [Plugin("tape")] public sealed class Tape(Options options) : IPlayer { public object O => options; }
        public sealed record Options { /** {{summary}} */ {{property}} }
        public sealed record Nested { /** <summary>It.</summary> */ public int Y { get; init; } }
        public struct Point;
        public enum Clash { Ab, {{(enumMark ? "[|AB|]" : "AB")}} }
        """;
}
