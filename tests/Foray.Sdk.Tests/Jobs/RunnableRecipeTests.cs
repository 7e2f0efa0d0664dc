using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Sdk.Tests.Jobs;

public class RunnableRecipeTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\0', '\uD7FF'], 0, 8];
    private static readonly Gen<string?> MaybeText = Gen.OneOf(Gen.Const((string?)null), Text.Select(string? (text) => text));
    private static readonly Gen<string> Name = Gen.String[Gen.Char['A', 'Z'], 1, 6];
    private static readonly Gen<TestRequirement> Requirement = Gen.Select(Gen.Enum<TestRequirementKind>(), Name, (kind, name) => new TestRequirement(kind, name));

    private static readonly Gen<TimeSpan?> Timeout = Gen.OneOf(
        Gen.Const((TimeSpan?)null), Gen.Long[1, TimeSpan.MaxValue.Ticks].Select(TimeSpan? (ticks) => TimeSpan.FromTicks(ticks)), Gen.Int[1, 100_000].Select(TimeSpan? (ms) => TimeSpan.FromMilliseconds(ms)));

    private static readonly Gen<Runnable> Bare = Gen.Select(Name, Text, MaybeText, Text.List[0, 4], Timeout, (kind, uri, name, arguments, timeout) =>
        new Runnable(kind, uri) { Name = name, Arguments = arguments, Timeout = timeout });

    private static readonly Gen<Runnable> Any = Gen.Select(
        Bare, Gen.Dictionary(Text, Text)[0, 3], Gen.Dictionary(Name, Text)[0, 3], Text.List[0, 3], Requirement.List[0, 3], Gen.Select(MaybeText, MaybeText),
        (bare, parameters, environment, tags, requirements, around) => bare with
        {
            Parameters = parameters,
            Environment = environment,
            Tags = tags,
            Requirements = requirements,
            SetUp = around.Item1,
            TearDown = around.Item2,
        });

    [Fact]
    public void Any_runnable_that_is_written_is_read_back() => Any.Sample(runnable => RequireEqual(runnable, Read(Write(runnable))));

    [Fact]
    public void The_order_of_named_values_does_not_matter() => Any.Sample(runnable => Assert.Equal(
        Write(runnable),
        Write(runnable with { Parameters = new Dictionary<string, string>(runnable.Parameters.Reverse()), Environment = new Dictionary<string, string>(runnable.Environment.Reverse()) })));

    [Fact]
    public void What_has_its_default_is_not_written() => Assert.Equal("""{"kind":"noop"}""", Write(new Runnable("noop", "")));

    [Fact]
    public void A_runnable_has_one_canonical_form() => Assert.Equal(
        """
        {"kind":"exec-test","uri":"a.sh","name":"a","args":["-x"],"kwargs":{"a":"2","b":"1"},"environment":{"LANG":"C"},"tags":["slow"],"requirements":[{"command":"gcc"},{"variable":"HOME"}],"set_up":"make","tear_down":"make clean","timeout":90.5}
        """,
        Write(new Runnable("exec-test", "a.sh")
        {
            Name = "a",
            Arguments = ["-x"],
            Parameters = new Dictionary<string, string> { ["b"] = "1", ["a"] = "2" },
            Environment = new Dictionary<string, string> { ["LANG"] = "C" },
            Tags = ["slow"],
            Requirements = [new(TestRequirementKind.Command, "gcc"), new(TestRequirementKind.Variable, "HOME")],
            SetUp = "make",
            TearDown = "make clean",
            Timeout = TimeSpan.FromSeconds(90.5),
        }));

    [Fact]
    public void Numbers_and_truth_values_are_text_as_they_are_written()
    {
        var runnable = Read("""{"kind":"exec-test","uri":"a","args":[1,2.50,true],"parameters":{"n":1e3},"name":null}""");

        Assert.Equal(["1", "2.50", "true"], runnable.Arguments);
        Assert.Equal("1e3", runnable.Parameters["n"]);
        Assert.Null(runnable.Name);
    }

    [Theory]
    [InlineData("\"5m\"", 300)]
    [InlineData("30", 30)]
    [InlineData("0.25", 0.25)]
    [InlineData("\"1h30m\"", 5400)]
    public void Timeouts_are_read_as_people_write_them(string timeout, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read($$"""{"kind":"noop","timeout":{{timeout}}}""").Timeout);

    [Theory]
    [InlineData("[]", "FORAY211: a runnable is a mapping with 'kind' and more, and this is a list")]
    [InlineData("{}", "FORAY211: a runnable needs a 'kind' (add")]
    [InlineData("""{"kind":""}""", "FORAY211: 'kind' is empty")]
    [InlineData("""{"kind":"noop","url":"a"}""", "FORAY210: a runnable has no key 'url' (did you mean 'uri'?)")]
    [InlineData("""{"kind":"noop","colour":"a"}""", "FORAY210: a runnable has no key 'colour' (possible: kind, uri, ")]
    [InlineData("""{"kind":"noop","name":"a","name":"b"}""", "FORAY211: the key 'name' stands twice")]
    [InlineData("""{"kind":["noop"]}""", "FORAY211: 'kind' is text, and this is a list")]
    [InlineData("""{"kind":"noop","args":"-x"}""", "FORAY211: 'args' is a list of text, and this is text")]
    [InlineData("""{"kind":"noop","args":[["-x"]]}""", "FORAY211: each item of 'args' is text, and this is a list")]
    [InlineData("""{"kind":"noop","args":[null]}""", "FORAY211: each item of 'args' is text, and this is nothing")]
    [InlineData("""{"kind":"noop","kwargs":{"a":{}}}""", "FORAY211: the value of 'a' is text, and this is a mapping")]
    [InlineData("""{"kind":"noop","kwargs":{},"parameters":{}}""", "FORAY211: 'kwargs' and 'parameters' are one and the same")]
    [InlineData("""{"kind":"noop","environment":{"a-b":"c"}}""", "FORAY211: 'a-b' cannot be the name of an environment variable")]
    [InlineData("""{"kind":"noop","environment":{"A":"b","A":"c"}}""", "FORAY211: the key 'A' stands twice")]
    [InlineData("""{"kind":"noop","requirements":["gcc"]}""", "FORAY211: a requirement is one of 'command', 'file', 'package' and 'variable' with a name, and this is text")]
    [InlineData("""{"kind":"noop","requirements":[{"file":"a","command":"b"}]}""", "and this is a mapping of 2 keys")]
    [InlineData("""{"kind":"noop","requirements":[{"comand":"b"}]}""", "FORAY210: a test cannot require a 'comand' (did you mean 'command'?)")]
    [InlineData("""{"kind":"noop","requirements":[{"file":""}]}""", "FORAY211: the name of the required file is empty")]
    [InlineData("""{"kind":"noop","timeout":0}""", "FORAY211: 'timeout' is a duration of more than zero, and this is '0'")]
    [InlineData("""{"kind":"noop","timeout":"soon"}""", "FORAY211: 'timeout' is a duration of more than zero, and this is 'soon'")]
    [InlineData("""{"kind":"noop","timeout":99999999999999}""", "FORAY211: 'timeout' is a duration")]
    public void What_is_wrong_is_said(string json, string message) =>
        Assert.Contains(message, Assert.Throws<DiagnosticException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(4, Assert.Throws<DiagnosticException>(() => Read("""{"url":"a","args":3,"timeout":-1}""")).Diagnostics.Count);

    [Fact]
    public void Whatever_JSON_there_is_leads_to_a_runnable_or_to_diagnostics() => Gen.String[Gen.Char[" \"{}[]:,kindurgsame01.\\tfl"], 0, 40].Sample(text =>
    {
        try
        {
            Read($$"""{"kind":"noop",{{text}}}""");
        }
        catch (Exception exception) when (exception is JsonException or DiagnosticException)
        {
        }
    });

    private static string Write(Runnable runnable)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            RunnableRecipe.Write(writer, runnable);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static Runnable Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return RunnableRecipe.Read(document.RootElement);
    }

    private static void RequireEqual(Runnable expected, Runnable actual)
    {
        Assert.Equal(
            (expected.Kind, expected.Uri, expected.Name, expected.SetUp, expected.TearDown, expected.Timeout),
            (actual.Kind, actual.Uri, actual.Name, actual.SetUp, actual.TearDown, actual.Timeout));
        Assert.Equal(expected.Arguments, actual.Arguments);
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected.Requirements, actual.Requirements);
        Assert.Equal(expected.Parameters, actual.Parameters);
        Assert.Equal(expected.Environment, actual.Environment);
    }
}
