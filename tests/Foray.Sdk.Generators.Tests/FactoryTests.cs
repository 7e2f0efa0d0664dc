using System.Collections;
using Foray.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foray.Sdk.Generators.Tests;

public sealed class FactoryTests
{
    private const string Source = """
        namespace Music;

        [Plugin("tape")]
        public sealed class Tape(TapeOptions options) : IPlayer { public TapeOptions Options => options; }

        [Plugin("served")]
        internal sealed class Served(TimeProvider time, EmptyOptions options, ILogger? logger) : IPlayer
        {
            public object[] All => [time, options, logger!];
        }

        [Plugin("renamed")]
        public sealed class Renamed(RenamedOptions options) : IPlayer { public RenamedOptions Options => options; }

        public sealed record RenamedOptions
        {
            /** <summary>It.</summary> */ [RenamedFrom("pace"), RenamedFrom("tempo")] public int Speed { get; init; } = 3;
            /** <summary>It.</summary> */ [RenamedFrom("held")] public required int Kept { get; init; }
        }

        public sealed record EmptyOptions;

        public enum Flavour { Plain, IrcBot, [System.Runtime.Serialization.EnumMember(Value = "extra-large")] ExtraLarge }

        public abstract record TrackBase { /** <summary>It.</summary> */ public required string Title { get; init; } }

        public sealed record Track : TrackBase
        {
            /** <summary>It.</summary> */ public int Seconds { get; init; } = 180;
            /** <summary>It.</summary> */ public IReadOnlyList<Track> Parts { get; init; } = [];
        }

        public sealed record Volume
        {
            /** <summary>It.</summary> */ public double Level { get; init; } = 0.5;
            /** <summary>It.</summary> */ [DefaultDuration("2s")] public TimeSpan Fade { get; init; }
        }

        public sealed record TapeOptions
        {
            /** <summary>It.</summary> */ public required string Name { get; init; }
            /** <summary>It.</summary> */ public string @Class { get; init; } = "a\"b\\\n";
            /** <summary>It.</summary> */ public int Count { get; init; } = -1;
            /** <summary>It.</summary> */ public long? Big { get; init; } = 5_000_000_000;
            /** <summary>It.</summary> */ public int? Absent { get; init; }
            /** <summary>It.</summary> */ public bool Loud { get; init; } = true;
            /** <summary>It.</summary> */ public Flavour Flavour { get; init; } = Flavour.IrcBot;
            /** <summary>It.</summary> */ public IReadOnlyList<Flavour?> Flavours { get; init; } = [Flavour.IrcBot];
            /** <summary>It.</summary> */ [DefaultDuration("1h30m")] public TimeSpan Length { get; init; }
            /** <summary>It.</summary> */ public TimeSpan? Pause { get; init; }
            /** <summary>It.</summary> */ public IReadOnlyList<Track> Tracks { get; init; } = [];
            /** <summary>It.</summary> */ public IReadOnlyDictionary<string, IReadOnlyList<int>> Marks { get; init; } = new Dictionary<string, IReadOnlyList<int>>();
            /** <summary>It.</summary> */ public Volume Volume { get; init; } = new();
            /** <summary>It.</summary> */ public Volume? Other { get; init; }
            /** <summary>It.</summary> */ public ByteSize? Size { get; init; }
            /** <summary>It.</summary> */ public Cidr? Range { get; init; }
            /** <summary>It.</summary> */ public LabelSelector? Labels { get; init; }
            /** <summary>It.</summary> */ public InputPath? File { get; init; }
            /** <summary>It.</summary> */ public Secret? Key { get; init; }
            /** <summary>It.</summary> */ public IReadOnlyDictionary<string, Variable>? Variables { get; init; }
            /** <summary>It.</summary> */ public IReadOnlyList<ScalarValue> Values { get; init; } = [];
        }
        """;

    private static readonly GeneratedPackage Package = Snippet.Generate(Source);

    [Theory]
    [InlineData("Name", "blank")]
    [InlineData("Class", "a\"b\\\n")]
    [InlineData("Count", -1)]
    [InlineData("Big", 5_000_000_000)]
    [InlineData("Absent", null)]
    [InlineData("Loud", true)]
    [InlineData("Flavour", "IrcBot")]
    [InlineData("Flavours", "[IrcBot]")]
    [InlineData("Length", "01:30:00")]
    [InlineData("Pause", null)]
    [InlineData("Tracks", "[]")]
    [InlineData("Marks", "[]")]
    [InlineData("Volume.Level", 0.5)]
    [InlineData("Volume.Fade", "00:00:02")]
    [InlineData("Other", null)]
    [InlineData("Labels", null)]
    [InlineData("Values", "[]")]
    public void What_the_section_leaves_out_has_its_default(string option, object? expected) =>
        AssertOption("""{ "name": "blank" }""", option, expected);

    [Theory]
    [InlineData("Class", """{ "class": "c" }""", "c")]
    [InlineData("Count", """{ "count": 7 }""", 7)]
    [InlineData("Big", """{ "big": 8 }""", 8L)]
    [InlineData("Absent", """{ "absent": 9 }""", 9)]
    [InlineData("Loud", """{ "loud": false }""", false)]
    [InlineData("Flavour", """{ "flavour": "plain" }""", "Plain")]
    [InlineData("Flavours", """{ "flavours": ["plain", "irc_bot", "extra-large"] }""", "[Plain, IrcBot, ExtraLarge]")]
    [InlineData("Flavours", """{ "flavours": [] }""", "[]")]
    [InlineData("Length", """{ "length": "5m" }""", "00:05:00")]
    [InlineData("Pause", """{ "pause": 3 }""", "00:00:03")]
    [InlineData("Volume.Level", """{ "volume": { "fade": "9s" } }""", 0.5)]
    [InlineData("Volume.Fade", """{ "volume": { "fade": "9s" } }""", "00:00:09")]
    [InlineData("Other.Level", """{ "other": { "level": 1.5 } }""", 1.5)]
    [InlineData("Other.Fade", """{ "other": {} }""", "00:00:02")]
    [InlineData("Marks", """{ "marks": { "b": [2, 1], "a": [] } }""", "[[b, [2, 1]], [a, []]]")]
    [InlineData("Tracks", """{ "tracks": [ { "title": "x", "parts": [ { "title": "y", "seconds": 1 } ] } ] }""",
        "[Track { Title = x, Seconds = 180, Parts = [Track { Title = y, Seconds = 1, Parts = [] }] }]")]
    [InlineData("Size", """{ "size": "2KiB" }""", "2KiB")]
    [InlineData("Range", """{ "range": "10.0.0.0/8" }""", "10.0.0.0/8")]
    [InlineData("Labels", """{ "labels": ["a", "b"] }""", "a, b")]
    [InlineData("File", """{ "file": "x.sh" }""", "x.sh")]
    [InlineData("Key", """{ "key": { "env": "KEY" } }""", "(secret from $KEY)")]
    [InlineData("Variables", """{ "variables": { "x": 1, "y": { "file": "f" } } }""", "[[x, 1], [y, (from f)]]")]
    [InlineData("Values", """{ "values": [1, "x", true] }""", "[1, x, true]")]
    public void What_the_section_says_is_bound(string option, string section, object expected) =>
        AssertOption(section.Insert(1, "\"name\": \"x\", "), option, expected);

    [Fact]
    public void A_key_without_a_value_has_its_default() => AssertOption("""{ "name": "x", "count": null }""", "Count", -1);

    [Fact]
    public void A_missing_required_option_is_a_diagnostic()
    {
        var error = Assert.Throws<DiagnosticException>(() => Package.Create("tape", """{ "tracks": [ {} ], "name": "x" }"""));

        Assert.Contains("'title' is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_enum_value_is_a_diagnostic_that_names_the_known_ones()
    {
        var error = Assert.Throws<DiagnosticException>(() => Package.Create("tape", """{ "name": "x", "flavour": "IrcBot" }"""));

        Assert.Contains("expected one of plain, irc_bot, extra-large", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "kept": 1, "pace": 7 }""", 7)]
    [InlineData("""{ "held": 1, "tempo": 8 }""", 8)]
    [InlineData("""{ "kept": 1, "speed": null, "tempo": 9 }""", 9)]
    [InlineData("""{ "kept": 1 }""", 3)]
    public void An_option_is_read_by_a_key_that_it_had_before(string section, int expected) =>
        Assert.Equal(expected, Value(Value(Package.Create("renamed", section), "Options")!, "Speed"));

    [Theory]
    [InlineData("""{ "kept": 1, "pace": 7, "speed": 8 }""", "'pace' is now called 'speed', and both are given")]
    [InlineData("""{ "kept": 1, "pace": 7, "tempo": 8 }""", "'tempo' is now called 'speed', and both are given")]
    [InlineData("""{ "speed": 8 }""", "'kept' is missing")]
    public void Two_keys_of_one_option_and_none_of_a_required_one_are_diagnostics(string section, string message)
    {
        var error = Assert.Throws<DiagnosticException>(() => Package.Create("renamed", section));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_and_options_come_in_the_order_of_the_constructor()
    {
        var made = Package.Create("served", "{}", new Services((typeof(ILogger), NullLogger.Instance), (typeof(TimeProvider), TimeProvider.System)));

        var arguments = (object[])Value(made, "All")!;
        Assert.Same(TimeProvider.System, arguments[0]);
        Assert.Equal("EmptyOptions { }", arguments[1].ToString());
        Assert.Same(NullLogger.Instance, arguments[2]);
    }

    [Fact]
    public void A_missing_service_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Package.Create("served", "{}", new Services((typeof(TimeProvider), TimeProvider.System))));

        Assert.Equal("The host has no service for the player plugin 'served': Microsoft.Extensions.Logging.ILogger", error.Message);
    }

    private static void AssertOption(string section, string option, object? expected)
    {
        var value = Value(Package.Create("tape", section), "Options");
        foreach (var name in option.Split('.'))
            value = Value(value!, name);
        Assert.Equal(expected, expected is string ? Show(value) : value);
    }

    private static object? Value(object owner, string property) => owner.GetType().GetProperty(property)!.GetValue(owner);

    /// <summary>Lists and entries as text, whatever their types, which another load context has made.</summary>
    private static string? Show(object? value) => value switch
    {
        string text => text,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Show))}]",
        not null when value.GetType().Name == "KeyValuePair`2" => $"[{Value(value, "Key")}, {Show(Value(value, "Value"))}]",
        not null when value.GetType().Name == "Track" =>
            $"Track {{ Title = {Value(value, "Title")}, Seconds = {Value(value, "Seconds")}, Parts = {Show(Value(value, "Parts"))} }}",
        _ => value?.ToString(),
    };
}
