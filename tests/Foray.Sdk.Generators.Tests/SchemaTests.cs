using System.Text.Json.Nodes;

namespace Foray.Sdk.Generators.Tests;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("string?", """{"type":"string"}""")]
    [InlineData("int", """{"type":"integer"}""")]
    [InlineData("long?", """{"type":"integer"}""")]
    [InlineData("double", """{"type":"number"}""")]
    [InlineData("bool?", """{"type":"boolean"}""")]
    [InlineData("TimeSpan", """{"type":"duration"}""")]
    [InlineData("ByteSize?", """{"type":"size"}""")]
    [InlineData("Cidr?", """{"type":"cidr"}""")]
    [InlineData("LabelSelector?", """{"type":"label_selector"}""")]
    [InlineData("LabelSet?", """{"type":"label_set"}""")]
    [InlineData("InputPath?", """{"type":"input_path"}""")]
    [InlineData("Secret?", """{"type":"secret"}""")]
    [InlineData("ScalarValue?", """{"type":"scalar"}""")]
    [InlineData("Variable?", """{"type":"variable"}""")]
    [InlineData("Flavour?", """{"type":"enum","values":["plain","irc_bot","extra-large"]}""")]
    [InlineData("Track?", """{"type":"object","record":"Music.Track"}""")]
    [InlineData("IReadOnlyList<int>?", """{"type":"list","items":{"type":"integer"}}""")]
    [InlineData("IReadOnlyList<Track>?", """{"type":"list","items":{"type":"object","record":"Music.Track"}}""")]
    [InlineData("IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>?",
        """{"type":"map","values_schema":{"type":"list","items":{"type":"scalar"}}}""")]
    public void A_type_has_the_schema_of_the_manifest_reference(string type, string schema) =>
        AssertJson(schema, Property($"public {type} Value {{ get; init; }}")["schema"]!);

    [Theory]
    [InlineData("[Verbatim] public string? Value", """{"type":"string","verbatim":true}""")]
    [InlineData("[Verbatim] public IReadOnlyList<string>? Value", """{"type":"list","items":{"type":"string","verbatim":true}}""")]
    [InlineData("""[RegularExpression(@"^\d+""$")] public string? Value""", """{"type":"string","pattern":"^\\d+\"$"}""")]
    [InlineData("[StringLength(9, MinimumLength = 2)] public string? Value", """{"type":"string","minimum_length":2,"maximum_length":9}""")]
    [InlineData("[MinLength(1), MaxLength(3)] public string? Value", """{"type":"string","minimum_length":1,"maximum_length":3}""")]
    [InlineData("[Range(1, 10000)] public int Value", """{"type":"integer","minimum":1,"maximum":10000}""")]
    [InlineData("[Range(1, double.MaxValue)] public long? Value", """{"type":"integer","minimum":1}""")]
    [InlineData("[Range(0.5, double.PositiveInfinity)] public double Value", """{"type":"number","minimum":0.5}""")]
    [InlineData("[MinLength(1), MaxLength(3), Unique] public IReadOnlyList<string>? Value",
        """{"type":"list","items":{"type":"string"},"minimum_items":1,"maximum_items":3,"unique":true}""")]
    [InlineData("[MinLength(1)] public IReadOnlyDictionary<string, int>? Value",
        """{"type":"map","values_schema":{"type":"integer"},"minimum_items":1}""")]
    [InlineData("[WithinFolder, MinLength(1)] public string? Value", """{"type":"string","within_folder":true,"minimum_length":1}""")]
    [InlineData("[Matrix, MaxLength(3)] public IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? Value",
        """{"type":"map","values_schema":{"type":"list","items":{"type":"scalar"}},"maximum_items":3,"matrix":true}""")]
    public void Attributes_become_limits(string declaration, string schema) =>
        AssertJson(schema, Property(declaration + " { get; init; }")["schema"]!);

    [Theory]
    [InlineData("public string Value { get; init; } = \"a\\\"b\\n\";", "\"a\\\"b\\n\"")]
    [InlineData("public string Value { get; init; } = Fixed + \"!\";", "\"fixed!\"")]
    [InlineData("public int? Value { get; init; } = -5;", "-5")]
    [InlineData("public long Value { get; init; } = 5;", "5")]
    [InlineData("public double Value { get; init; } = 2;", "2")]
    [InlineData("public double Value { get; init; } = 1e-7;", "1E-07")]
    [InlineData("public bool Value { get; init; } = (true);", "true")]
    [InlineData("public Flavour Value { get; init; } = Flavour.IrcBot;", "\"irc_bot\"")]
    [InlineData("public Flavour Value { get; init; } = Flavour.ExtraLarge;", "\"extra-large\"")]
    [InlineData("public Flavour? Value { get; init; } = Flavour.Plain;", "\"plain\"")]
    [InlineData("[DefaultDuration(\"1h30m\")] public TimeSpan Value { get; init; }", "\"1h30m\"")]
    [InlineData("public IReadOnlyList<string> Value { get; init; } = [];", "[]")]
    [InlineData("public IReadOnlyList<Flavour> Value { get; init; } = [Flavour.IrcBot, Flavour.Plain];", "[\"irc_bot\",\"plain\"]")]
    [InlineData("public IReadOnlyList<int> Value { get; init; } = new[] { 1, 2 };", "[1,2]")]
    [InlineData("public IReadOnlyDictionary<string, int> Value { get; init; } = new Dictionary<string, int>();", null)]
    [InlineData("public string? Value { get; init; } = null;", null)]
    [InlineData("public ByteSize Value { get; init; } = default;", null)]
    [InlineData("public Track Value { get; init; } = new();", null)]
    [InlineData("public int Value { get; init; }", null)]
    [InlineData("public required int Value { get; init; }", null)]
    public void A_constant_default_is_told(string declaration, string? json)
    {
        var value = Property(declaration)["default"];
        if (json is null)
            Assert.Null(value);
        else
            AssertJson(json, value!);
    }

    [Fact]
    public void A_record_is_described_with_its_groups_in_the_order_of_its_options()
    {
        var package = Snippet.Generate("""
            namespace Music;

            [Plugin("tape")] public sealed class Tape(TapeOptions options) : IPlayer { public object O => options; }

            /// <summary>The base.</summary>
            public abstract record CommonOptions
            {
                /// <summary>Labels of the machines.</summary>
                public required LabelSet Labels { get; init; }
            }

            /// <summary>A group of
            /// <c>machines</c> (<see langword="null"/>, <see cref="TapeOptions.SubmitNodeLabels">or not</see>).</summary>
            [ExactlyOneOf(nameof(Host), nameof(SubmitNodeLabels))]
            [AtMostOneOf("Host", "Number"), AtMostOneOf("Host", "Player")]
            [RequiresOption("Player", "Number")]
            public sealed record TapeOptions : CommonOptions
            {
                /// <summary>How many.</summary>
                [MachineCount, Range(1, 10000)]
                public int Number { get; init; } = 1;

                /// <summary>Name of the host.</summary>
                public string? Host { get; init; }

                /// <summary>Labels.</summary>
                public LabelSelector? SubmitNodeLabels { get; set; }

                /// <summary>The program.</summary>
                [MachineTool]
                public string? Player { get; init; }

                public string Computed => Host + Number;
            }
            """);

        AssertJson("""
            {
              "summary": "A group of machines (null, or not).",
              "properties": [
                { "key": "labels", "summary": "Labels of the machines.", "required": true, "schema": { "type": "label_set" } },
                { "key": "number", "summary": "How many.", "default": 1, "machine_count": true, "schema": { "type": "integer", "minimum": 1, "maximum": 10000 } },
                { "key": "host", "summary": "Name of the host.", "schema": { "type": "string" } },
                { "key": "submit_node_labels", "summary": "Labels.", "schema": { "type": "label_selector" } },
                { "key": "player", "summary": "The program.", "tool": true, "schema": { "type": "string" } }
              ],
              "exactly_one": [ ["host", "submit_node_labels"] ],
              "at_most_one": [ ["host", "number"], ["host", "player"] ],
              "requires": [ ["player", "number"] ]
            }
            """, package.Options("Music.TapeOptions"));
    }

    [Fact]
    public void Every_record_reached_from_a_plugin_has_a_schema_of_its_own()
    {
        var package = Snippet.Generate("""
            namespace Music;

            [Plugin("tape")] public sealed class Tape(Outer options) : IPlayer { public object O => options; }
            [Plugin("disc")] public sealed class Disc(Middle options) : IPlayer { public object O => options; }

            public sealed class Outer { /** <summary>It.</summary> */ public IReadOnlyDictionary<string, IReadOnlyList<Middle>>? Inside { get; init; } }
            public sealed record Middle { /** <summary>It.</summary> */ public Inner? Inside { get; init; } }
            public sealed record Inner { /** <summary>It.</summary> */ public IReadOnlyList<Inner> Again { get; init; } = []; }
            """);

        Assert.Equal(["Music.Inner", "Music.Middle", "Music.Outer"], package.OptionTypes);
    }

    [Fact]
    public void An_overridden_option_has_the_default_of_the_override()
    {
        var package = Snippet.Generate("""
            namespace Music;

            [Plugin("tape")] public sealed class Tape(Loud options) : IPlayer { public object O => options; }

            public record Quiet { /** <summary>Base.</summary> */ public virtual int Level { get; init; } = 1; }
            public sealed record Loud : Quiet { /** <summary>Derived.</summary> */ public override int Level { get; init; } = 11; }
            """);

        AssertJson("""[{"key":"level","summary":"Derived.","default":11,"schema":{"type":"integer"}}]""", package.Options("Music.Loud")["properties"]!);
    }

    [Fact]
    public void What_happened_to_an_option_and_where_it_stands_on_a_command_line_is_told()
    {
        var package = Snippet.Generate("""
            namespace Music;

            [PluginKind("command")] public interface ICommand;
            [Plugin("tape")] public sealed class Tape(Options options) : ICommand { public object O => options; }
            public sealed record Options
            {
                /// <summary>It.</summary>
                [RenamedFrom("pace"), RenamedFrom("tempo"), Deprecated("use 'rate' instead")] public int Speed { get; init; } = 3;
                /// <summary>It.</summary>
                [Positional(0)] public required string File { get; init; }
            }
            """);

        AssertJson("""
            [
              {"key":"speed","summary":"It.","default":3,"renamed_from":["pace","tempo"],"deprecated":"use 'rate' instead","schema":{"type":"integer"}},
              {"key":"file","summary":"It.","required":true,"position":0,"schema":{"type":"string"}}
            ]
            """, package.Options("Music.Options")["properties"]!);
    }

    private static JsonNode Property(string declaration) => Snippet.Generate($$"""
        namespace Music;

        [Plugin("tape")] public sealed class Tape(Options options) : IPlayer { public object O => options; }
        public enum Flavour { Plain, IrcBot, [System.Runtime.Serialization.EnumMember(Value = "extra-large")] ExtraLarge }
        public sealed record Track;
        public sealed record Options
        {
            private const string Fixed = "fixed";
            /// <summary>It.</summary>
            {{declaration}}
        }
        """).Options("Music.Options")["properties"]![0]!;

    private static void AssertJson(string expected, JsonNode actual) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual.ToJsonString());
}
