using System.Text.Json.Nodes;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Client;

namespace Foray.Stations.Tests.Client;

public sealed class AgentParametersTests
{
    private static readonly JsonObject Api = JsonNode.Parse("""
        {"tasks": [["print", {}, {"params": {"type": "object", "additionalProperties": false, "properties": {
            "text": {"type": "string"}, "times": {"type": "integer"}, "delay": {"type": "number"}, "loud": {"type": "boolean"},
            "limit": {"type": ["number", "null"]}, "channels": {"type": "array"}, "any": {}}}}]],
         "processes": [["count", {}, {"params": null}], ["odd"]]}
        """)!.AsObject();

    private static readonly string[] Keys = ["", "any=", "channels=", "delay=", "limit="];

    private static JsonObject Schema => AgentParameters.SchemaOf(Api, "print")!;

    [Theory]
    [InlineData("text=1", "{\"text\":\"1\"}")]
    [InlineData("text=a=b", "{\"text\":\"a=b\"}")]
    [InlineData("text=", "{\"text\":\"\"}")]
    [InlineData("times=-3", "{\"times\":-3}")]
    [InlineData("delay=2", "{\"delay\":2}")]
    [InlineData("delay=2.5e-1", "{\"delay\":0.25}")]
    [InlineData("loud=False", "{\"loud\":false}")]
    [InlineData("limit=null", "{\"limit\":null}")]
    [InlineData("limit=1", "{\"limit\":1}")]
    [InlineData("channels=[1,\"a\"]", "{\"channels\":[1,\"a\"]}")]
    [InlineData("any=true", "{\"any\":true}")]
    [InlineData("any=tru", "{\"any\":\"tru\"}")]
    public void A_value_gets_the_type_of_its_key(string pair, string expected) =>
        Assert.Equal(expected, AgentParameters.Parse([pair], Schema).ToJsonString());

    [Theory]
    [InlineData("times=1.5", "give a whole number")]
    [InlineData("delay=fast", "give a number")]
    [InlineData("delay=NaN", "give a number")]
    [InlineData("loud=yes", "give true or false")]
    [InlineData("limit=x", "give a number or null")]
    [InlineData("channels={}", "give a list as JSON")]
    [InlineData("txt=a", "did you mean 'text'?")]
    [InlineData("text", "write KEY=VALUE")]
    [InlineData("=a", "write KEY=VALUE")]
    public void What_does_not_fit_is_told_with_a_remedy(string pair, string remedy)
    {
        var refused = Assert.Single(Assert.Throws<DiagnosticException>(() => AgentParameters.Parse([pair], Schema)).Diagnostics);
        Assert.Equal(("FORAY226", remedy), (refused.Code, refused.Remedy));
    }

    [Fact]
    public void All_that_does_not_fit_is_told_at_once() =>
        Assert.Equal(3, Assert.Throws<DiagnosticException>(() => AgentParameters.Parse(["times=x", "loud=x", "what=x"], Schema)).Diagnostics.Count);

    [Fact]
    public void Without_a_schema_values_are_what_they_look_like()
    {
        Assert.Null(AgentParameters.SchemaOf(Api, "count"));
        Assert.Null(AgentParameters.SchemaOf(Api, "odd"));
        Assert.Null(AgentParameters.SchemaOf([], "print"));
        Assert.Equal("{\"a\":1,\"b\":\"x\",\"c\":null}", AgentParameters.Parse(["a=1", "b=x", "c=null"], null).ToJsonString());
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("{\"a\":1,\"a\":2}")]
    public void Parameters_that_are_no_JSON_object_are_refused(string text) =>
        Assert.Equal("FORAY226", Assert.Throws<DiagnosticException>(() => AgentParameters.ParseJson(text)).Diagnostics[0].Code);

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Gen.Select(Gen.String, Gen.Int[0, Keys.Length - 1]).Sample(
            (text, key) => Assert.True(Record.Exception(() => { AgentParameters.Parse([Keys[key] + text], Schema); }) is null or DiagnosticException),
            iter: 1000);
}
