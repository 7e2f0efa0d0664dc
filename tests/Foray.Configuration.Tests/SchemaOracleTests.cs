using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Foray.Configuration.Checking;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Configuration.Schemas;
using Foray.Configuration.Variables;
using Foray.Sdk.Documents;
using NJsonSchema;

namespace Foray.Configuration.Tests;

/// <summary>The checker and the written JSON Schema say the same, wherever JSON Schema can say it; NJsonSchema is the judge.</summary>
public sealed class SchemaOracleTests
{
    private static readonly HashSet<string> Structural =
        ["FORAY120", "FORAY121", "FORAY122", "FORAY123", "FORAY124", "FORAY125", "FORAY126", "FORAY128", "FORAY129", "FORAY133", "FORAY134", "FORAY136", "FORAY137", "FORAY144", "FORAY145"];

    private static readonly Gen<string> Part = Gen.Recursive<string>((depth, inner) => Entries(
        Entry("left", Wrong(Int(-2, 2))), Entry("port", Wrong(Int(-2, 2))), Entry("right", Wrong(Int(-2, 2))), Entry("small", Wrong(Flag)), Entry("large", Wrong(Flag)), Entry("big", Wrong(Flag)),
        depth < 2 ? Entry("inner", Wrong(inner)) : Gen.Const(""), Entry("zebra", Int(0, 1), 90)));

    private static readonly Gen<string> Values = Gen.Select(Gen.Int[0, 29], List(OneOf("1", "2.5", "true", "\"x\"", "\"y\"")).Where(list => list != "[]"))
        .Select((dice, list) => dice == 0 ? "[]" : list);

    private static readonly Gen<string> Document = Entries(
        Entry("text", Wrong(Words("a", "b c", "", "12")), -20), Entry("code", Words("ab", "abx", "abcabc", "a", "xa", "aab", "b")),
        Entry("path", Wrong(Words("a", "../a", "a/..", "..", "a/../b", "a//..", "/a/../b", "~/..", "~", "~a/..", "..a/b..", "...", "", "far/too/long/a/path")), 8),
        Entry("grid", Wrong(Entries(Entry("a", Wrong(Values), 3), Entry("B_2", Values, 3), Entry("_", Values), Entry("FORAYS", Values),
            Entry("FORAY_", Values, 25), Entry("2a", Values, 25), Entry("a-b", Values, 25), Entry("", Values, 25), Entry("ä", Values, 25))), 4),
        Entry("count", Wrong(Int(-2, 12))),
        Entry("ratio", Wrong(OneOf("-1.5", "-1", "0.25", "1.5", "1.75", "2"))), Entry("flag", Wrong(Flag)), Entry("color", Wrong(Words("red", "green", "blue", "rde", "Red", ""))),
        Entry("wait", Wrong(OneOf("\"5m\"", "\"1h30m\"", "\"90\"", "\"1.5s\"", "\"250ms\"", "5", "0.5", "-1", "\"-5m\"", "\"5x\"", "\"5m1h\"", "\"5m5m\"", "\"\"", "\".\"", "\"m\"", "\"5 m\"", "\"1..5s\""))),
        Entry("room", Wrong(OneOf("\"512MiB\"", "\"1.5 GB\"", "4096", "-1", "\"4 gigs\"", "\"MiB\"", "\"\"", "\"1.5\"", "\"1.2.3MB\"", "\"5mb\""))),
        Entry("net", Wrong(OneOf("\"10.0.0.0/8\"", "\"fd00::/8\"", "\"10.1/16\"", "\"10.0.0.0\"", "\"x/8\"", "\"10.0.0.0/\""))),
        Entry("where", Wrong(List(OneOf("\"a\"", "\"b.c\"", "\"kiso.a.1\"", "\"b d\"", "\"\"", "[]")))),
        Entry("names", Wrong(List(OneOf("\"a\"", "\"b\"", "\"foray.a\"", "\"kiso.a.1\"", "\"ä\"")))),
        Entry("value", Wrong(OneOf("\"x\"", "1", "2.5", "true"))), Entry("tags", Wrong(List(Words("a", "b", "c", "d")))),
        Entry("sizes", Wrong(Entries(Entry("x", Wrong(Int(0, 3))), Entry("y", Int(1, 3)), Entry("z", Int(1, 3))))),
        Renamed("speed", "pace", "tempo"),
        Entry("style", Wrong(Words("a", "longer"))), Entry("look", Wrong(Words("a", "longer"))), Entry("shape", Wrong(Words("a", "longer"))),
        Entry("parts", Wrong(List(Part))), Entry("part", Wrong(Part), -5), Entry("zebra", Int(0, 1), 90));

    /// <summary>A required option by one of its keys; now and then by two, or by none.</summary>
    private static Gen<string> Renamed(params string[] keys) =>
        Gen.Select(Gen.Int[0, 29], Gen.Int[0, keys.Length - 1], Gen.Int[0, keys.Length - 1], Wrong(Int(1, 5))).Select((dice, first, second, value) =>
            dice == 0 ? "" : dice == 1 && first != second ? $"\"{keys[first]}\":1,\"{keys[second]}\":{value}" : $"\"{keys[first]}\":{value}");

    [Fact]
    public async Task The_checker_and_the_json_schema_agree_on_random_documents()
    {
        var options = Kiso.Options("probe", "everything");
        var oracle = await Judge(JsonSchemaWriter.Write(options));
        var (accepted, refused) = (0, 0);
        Document.Sample(json =>
        {
            var problems = Problems(json);
            var expected = oracle.Validate(json);
            Assert.True(expected.Count == 0 == (problems.Count == 0),
                $"{json}\nchecker: {string.Join("; ", problems)}\nschema: {string.Join("; ", expected)}");
            Interlocked.Increment(ref problems.Count == 0 ? ref accepted : ref refused);
        }, iter: 6_000, threads: 1);
        Assert.True(accepted > 500 && refused > 500, $"{accepted} accepted, {refused} refused");
    }

    [Fact]
    public async Task The_schema_of_a_whole_file_knows_every_plugin_and_nothing_else()
    {
        var schema = await Judge(JsonSchemaWriter.Write(Kiso.Schema, Kiso.Catalog));
        string Good(string sites, string software) =>
            $$"""{"name":"x","sites":[{{sites}}],"software":{{{software}}},"experiments":[{"kind":"nameless","name":"y"}]}""";
        const string Local = """{"kind":"local","resources":{"machines":[{"labels":["a"]}]}}""";
        Assert.Empty(schema.Validate(Good(Local, """ "docker":{"labels":["a"]},"shell":[{"labels":["a"],"script":"x"}] """)));
        Assert.NotEmpty(schema.Validate(Good(Local, """ "docker":{"labels":["a"],"zebra":1} """)));
        Assert.NotEmpty(schema.Validate(Good(Local, """ "podman":{"labels":["a"]} """)));
        Assert.NotEmpty(schema.Validate(Good(Local.Replace("local", "vagrant", StringComparison.Ordinal), "")));
        Assert.NotEmpty(schema.Validate(Good(Local.Replace("local", "unheard-of", StringComparison.Ordinal), "")));
        Assert.NotEmpty(schema.Validate(Good(Local.Replace("resources", "resurces", StringComparison.Ordinal), "")));
        Assert.NotEmpty(schema.Validate(Good(Local, "").Replace("\"name\":\"y\"", "\"nam\":\"y\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_schema_tells_editors_what_keys_mean_and_what_they_are_without_a_value()
    {
        using var schema = JsonDocument.Parse(JsonSchemaWriter.Write(Kiso.Options("probe", "everything")));
        var root = schema.RootElement;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", root.GetProperty("$schema").GetString());
        var count = root.GetProperty("properties").GetProperty("count");
        Assert.Equal("A whole number.", count.GetProperty("description").GetString());
        Assert.Equal(1, count.GetProperty("default").GetInt32());
        Assert.Single(root.GetProperty("$defs").EnumerateObject());
        var pace = root.GetProperty("properties").GetProperty("pace");
        Assert.Equal(("Now called 'speed'.", true), (pace.GetProperty("description").GetString(), pace.GetProperty("deprecated").GetBoolean()));
        var shape = root.GetProperty("properties").GetProperty("shape");
        Assert.Equal(("How it looked. Deprecated: use 'style' instead.", true), (shape.GetProperty("description").GetString(), shape.GetProperty("deprecated").GetBoolean()));
        Assert.False(count.TryGetProperty("deprecated", out _));
    }

    /// <summary>NJsonSchema knows definitions by their name in older drafts alone.</summary>
    private static Task<JsonSchema> Judge(string schema) =>
        JsonSchema.FromJsonAsync(schema.Replace("$defs", "definitions", StringComparison.Ordinal), TestContext.Current.CancellationToken);

    /// <summary>JSON is YAML, so the checker reads the same text.</summary>
    private static List<string> Problems(string json)
    {
        var document = YamlReader.ReadBytes(Encoding.UTF8.GetBytes(json), "f.json");
        Assert.Empty(document.Diagnostics);
        var diagnostics = new DiagnosticCollector();
        var checker = new DocumentChecker(new CheckScope(diagnostics, new ValueSources(static _ => null, "/")));
        var options = Kiso.Options("probe", "everything");
        checker.CheckRecord(diagnostics.FormerKeys().Rename((MappingNode)document.Root!, options), options);
        return [.. diagnostics.ToSorted().Where(diagnostic => Structural.Contains(diagnostic.Code)).Select(diagnostic => diagnostic.ToString())];
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<string> Words(params string[] values) => OneOf([.. values.Select(value => $"\"{value}\"")]);

    private static Gen<string> Int(int least, int most) => Gen.Int[least, most].Select(value => value.ToString(CultureInfo.InvariantCulture));

    private static Gen<string> Flag => OneOf("true", "false");

    private static Gen<string> List(Gen<string> items) => items.Array[0, 4].Select(all => $"[{string.Join(",", all)}]");

    /// <summary>Now and then, a value of another type.</summary>
    private static Gen<string> Wrong(Gen<string> value) =>
        Gen.Select(Gen.Int[0, 39], value, OneOf("[]", "{}", "\"other\"", "true", "7", "[1]", "{\"a\":1}")).Select((dice, right, wrong) => dice == 0 ? wrong : right);

    /// <summary>An entry that is there one time in so many; a negative number means that it is absent one time in so many.</summary>
    private static Gen<string> Entry(string key, Gen<string> value, int rarity = 10) =>
        Gen.Select(Gen.Int[1, Math.Abs(rarity)], value).Select((dice, text) => (dice == 1) == (rarity > 0) ? $"\"{key}\":{text}" : "");

    private static Gen<string> Entries(params Gen<string>[] entries) =>
        entries.Aggregate(Gen.Const(""), (all, next) => Gen.Select(all, next).Select((left, right) => left.Length == 0 || right.Length == 0 ? left + right : left + "," + right))
            .Select(text => $"{{{text}}}");
}
