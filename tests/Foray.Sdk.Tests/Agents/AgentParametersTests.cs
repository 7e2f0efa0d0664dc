using System.Text.Json.Nodes;
using CsCheck;
using Foray.Sdk.Agents;

namespace Foray.Sdk.Tests.Agents;

public sealed class AgentParametersTests
{
    private static readonly AgentParameter[] Delay =
    [
        new("delay", AgentParameterType.Number) { Default = 5, Minimum = 0, Maximum = 100 },
        new("succeed", AgentParameterType.Boolean) { Default = true },
    ];

    [Fact]
    public void Defaults_are_filled_in_in_the_type_of_their_parameter()
    {
        var values = Accept(Delay, null);

        Assert.Equal(5.0, values["delay"]!.GetValue<double>());
        Assert.True(values["succeed"]!.GetValue<bool>());
    }

    [Fact]
    public void A_whole_number_is_accepted_for_a_number() =>
        Assert.Equal(7.0, Accept(Delay, """{"delay": 7}""")["delay"]!.GetValue<double>());

    [Fact]
    public void Null_counts_as_not_given()
    {
        Assert.Equal(5.0, Accept(Delay, """{"delay": null}""")["delay"]!.GetValue<double>());
        Assert.Equal(["parameter 'a' is missing"], Refuse([new("a", AgentParameterType.Text) { IsRequired = true }], """{"a": null}"""));
    }

    [Fact]
    public void What_is_neither_required_nor_has_a_default_is_left_out() =>
        Assert.Empty(Accept([new("period", AgentParameterType.Number)], null));

    [Theory]
    [InlineData("\"False\"", false)]
    [InlineData("\"false\"", false)]
    [InlineData("\"no\"", false)]
    [InlineData("\"OFF\"", false)]
    [InlineData("\"0\"", false)]
    [InlineData("false", false)]
    [InlineData("\"True\"", true)]
    [InlineData("\"yes\"", true)]
    [InlineData("\"1\"", true)]
    [InlineData("true", true)]
    public void A_boolean_may_be_text_and_means_what_the_text_says(string given, bool expected) =>
        Assert.Equal(expected, Accept(Delay, $$"""{"succeed": {{given}}}""")["succeed"]!.GetValue<bool>());

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"nope\"")]
    [InlineData("1")]
    [InlineData("[]")]
    public void What_is_neither_true_nor_false_is_refused_for_a_boolean(string given) =>
        Assert.Single(Refuse(Delay, $$"""{"succeed": {{given}}}"""));

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5.0", 5)]
    [InlineData("-1e3", -1000)]
    [InlineData("9223372036854775807", 9223372036854775807)]
    public void A_whole_number_may_be_written_in_any_way(string given, long expected) =>
        Assert.Equal(expected, Accept([new("n", AgentParameterType.Integer)], $$"""{"n": {{given}}}""")["n"]!.GetValue<long>());

    [Theory]
    [InlineData(AgentParameterType.Integer, "5.5", "parameter 'n' is 5.5: it must be a whole number")]
    [InlineData(AgentParameterType.Integer, "1e30", "parameter 'n' is 1e30: it must be a whole number")]
    [InlineData(AgentParameterType.Number, "\"5\"", "parameter 'n' is '5': it must be a number")]
    [InlineData(AgentParameterType.Number, "1e999", "parameter 'n' is 1e999: it must be a number")]
    [InlineData(AgentParameterType.Text, "5", "parameter 'n' is 5: it must be text")]
    [InlineData(AgentParameterType.Object, "[]", "parameter 'n' is a list: it must be an object")]
    [InlineData(AgentParameterType.List, "{}", "parameter 'n' is an object: it must be a list")]
    public void A_value_of_another_type_is_refused(AgentParameterType type, string given, string problem) =>
        Assert.Equal([problem], Refuse([new("n", type)], $$"""{"n": {{given}}}"""));

    [Fact]
    public void Choices_bounds_and_rules_are_checked()
    {
        AgentParameter[] declared =
        [
            new("mode", AgentParameterType.Text) { Choices = ["idle", "acq"] },
            new("speed", AgentParameterType.Integer) { Choices = [1, 2] },
            new("low", AgentParameterType.Number) { Minimum = 0.5 },
            new("high", AgentParameterType.Integer) { Maximum = 3 },
            new("even", AgentParameterType.Integer) { Check = value => value.GetValue<long>() % 2 == 0 ? null : "it must be even" },
        ];

        Assert.Equal(
            [
                "parameter 'mode' is 'run': possible are 'idle', 'acq'", "parameter 'speed' is 3: possible are 1, 2", "parameter 'low' is 0: the smallest is 0.5",
                "parameter 'high' is 4: the largest is 3", "parameter 'even' is 5: it must be even",
            ],
            Refuse(declared, """{"mode": "run", "speed": 3, "low": 0, "high": 4, "even": 5}"""));
        Accept(declared, """{"mode": "acq", "speed": 2.0, "low": 0.5, "high": 3, "even": 4}""");
    }

    [Fact]
    public void A_rule_that_throws_refuses_the_value() =>
        Assert.Equal(["parameter 'n' is 1: broken"], Refuse([new("n", AgentParameterType.Integer) { Check = _ => throw new InvalidOperationException("broken") }], """{"n": 1}"""));

    [Fact]
    public void A_stray_key_is_refused_and_the_nearest_is_named()
    {
        Assert.Equal(["there is no parameter 'dealy': did you mean 'delay'?"], Refuse(Delay, """{"dealy": 1}"""));
        Assert.Equal(["there is no parameter 'colour': possible are delay, succeed"], Refuse(Delay, """{"colour": 1}"""));
        Assert.Equal(["there is no parameter 'delay': the operation takes none"], Refuse([], """{"delay": 1}"""));
    }

    [Fact]
    public void All_problems_are_told_at_once() =>
        Assert.Equal(3, Refuse(Delay, """{"dealy": 1, "delay": -1, "succeed": "maybe"}""").Count);

    [Fact]
    public void What_was_given_is_not_changed_or_shared()
    {
        var given = new JsonObject { ["points"] = new JsonArray(1, 2) };

        var values = AgentParameters.Read([new("points", AgentParameterType.List)], given).Values;

        Assert.Equal("[1,2]", values["points"]!.ToJsonString());
        Assert.Same(given, given["points"]!.Parent);
    }

    [Fact]
    public void Any_JSON_is_read_without_an_exception_and_what_is_accepted_has_its_type()
    {
        AgentParameter[] declared = [.. Enum.GetValues<AgentParameterType>().Select(type => new AgentParameter(type.ToString(), type) { Minimum = null })];
        var values = Gen.OneOf(
            Gen.String.Select(text => (JsonNode?)text), Gen.Double.Select(number => (JsonNode?)number), Gen.Long.Select(number => (JsonNode?)number), Gen.Bool.Select(flag => (JsonNode?)flag),
            Gen.Float.Select(number => (JsonNode?)number), Gen.Const(() => (JsonNode?)null), Gen.Const(() => (JsonNode?)new JsonArray(1, "a")), Gen.Const(() => (JsonNode?)new JsonObject { ["a"] = 1 }));
        values.Array[declared.Length].Sample(given =>
        {
            var asked = new JsonObject(declared.Zip(given, (parameter, value) => KeyValuePair.Create(parameter.Key, (JsonNode?)value)));
            var reading = AgentParameters.Read(declared, asked);
            var accepted = reading.Values.ToDictionary();
            return accepted.Count + reading.Problems.Count == given.Count(value => value is not null)
                && (!accepted.TryGetValue("Number", out var number) || double.IsFinite(number!.GetValue<double>()))
                && (!accepted.TryGetValue("Integer", out var integer) || integer!.GetValue<long>() is var _)
                && (!accepted.TryGetValue("Boolean", out var flag) || flag!.GetValue<bool>() is var _);
        });
    }

    [Fact]
    public void Unsound_declarations_are_found()
    {
        AgentParameter[] declared =
        [
            new("a b", AgentParameterType.Text),
            new("twice", AgentParameterType.Text),
            new("twice", AgentParameterType.Text),
            new("both", AgentParameterType.Text) { IsRequired = true, Default = "x" },
            new("bounded", AgentParameterType.Text) { Maximum = 1 },
            new("inverted", AgentParameterType.Number) { Minimum = 2, Maximum = 1 },
            new("choice", AgentParameterType.Integer) { Choices = ["x"] },
            new("unfit", AgentParameterType.Number) { Default = -1, Minimum = 0 },
        ];

        Assert.Equal(7, AgentParameters.FindFaults(declared).Count);
        Assert.Empty(AgentParameters.FindFaults(Delay));
    }

    [Fact]
    public void The_schema_says_what_a_client_may_give()
    {
        AgentParameter[] declared = [.. Delay, new("mode", AgentParameterType.Text) { Description = "How it runs.", Choices = ["idle", "acq"], IsRequired = true }];

        var expected = JsonNode.Parse("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "delay": {"type": "number", "default": 5, "minimum": 0, "maximum": 100},
                "succeed": {"type": "boolean", "default": true},
                "mode": {"type": "string", "description": "How it runs.", "enum": ["idle", "acq"]}
              },
              "required": ["mode"],
              "additionalProperties": false
            }
            """);
        Assert.Equal(expected!.ToJsonString(), AgentParameterSchema.Write(declared).ToJsonString());
    }

    private static JsonObject Accept(IReadOnlyList<AgentParameter> declared, string? given)
    {
        var reading = Read(declared, given);
        Assert.Empty(reading.Problems);
        return reading.Values;
    }

    private static IReadOnlyList<string> Refuse(IReadOnlyList<AgentParameter> declared, string given) => Read(declared, given).Problems;

    private static AgentParameterReading Read(IReadOnlyList<AgentParameter> declared, string? given) =>
        AgentParameters.Read(declared, given is null ? null : (JsonObject)JsonNode.Parse(given)!);
}
