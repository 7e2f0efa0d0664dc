using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Submitting;

namespace Foray.Stations.Tests.Programs.Submitting;

public sealed class SubmissionJsonTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', '퟿'], 0, 20];

    private static readonly Gen<ProgramLimits> Limits = Gen.Select(Gen.Long[16L << 20, 256L << 20], Gen.Int[1, 60], Gen.Int[1, 3600], (memory, cpu, time) =>
        new ProgramLimits { Memory = memory, Cpu = TimeSpan.FromSeconds(cpu), Time = TimeSpan.FromSeconds(time) });

    [Fact]
    public void A_submission_is_read_as_it_was_written() =>
        Gen.Select(Text, Gen.Dictionary(Text, Text)[0, 4], Text.List[0, 4], Gen.Byte.Array[0, 50], Gen.Null(Text), Limits, (main, modules, arguments, suitcase, station, limits) =>
            new Submission(main, modules, arguments, suitcase, station, limits)).Sample(submission =>
                Assert.Equivalent(submission, SubmissionJson.Read(JsonNode.Parse(SubmissionJson.Write(submission).ToJsonString())), strict: true));

    [Fact]
    public void What_is_not_needed_can_be_left_out()
    {
        var read = SubmissionJson.Read(JsonNode.Parse("""{"main":"kp.py","modules":{"kp.py":""}}"""));
        Assert.Empty(read.Arguments);
        Assert.Empty(read.Suitcase);
        Assert.Null(read.Station);
        Assert.Equal(new ProgramLimits(), read.Limits);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"main":"kp.py"}""")]
    [InlineData("""{"modules":{}}""")]
    [InlineData("""{"main":"a","modules":{"a":null}}""")]
    [InlineData("""{"main":"a","modules":{"a":1}}""")]
    [InlineData("""{"main":"a","main":"b","modules":{"a":""}}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"arguments":"x"}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"arguments":[null]}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"suitcase":"?"}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"limits":5}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"limits":{"memory":1}}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"limits":{"memory":300000000}}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"limits":{"cpu":61}}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"limits":{"cpu":1e999}}""")]
    [InlineData("""{"main":"a","modules":{"a":""},"limits":{"time":0}}""")]
    public void Others_are_refused(string text) =>
        Assert.Equal("FORAY248", Assert.Single(Assert.Throws<DiagnosticException>(() => SubmissionJson.Read(JsonNode.Parse(text))).Diagnostics).Code);

    [Fact]
    public void Damaged_JSON_is_read_or_refused()
    {
        var valid = Encoding.UTF8.GetBytes("""{"main":"a","modules":{"a":"x"},"arguments":["b"],"suitcase":"AAAA","station":"s","limits":{"memory":16777216,"cpu":1,"time":1.5}}""");
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte[32, 126]).Sample((at, value) =>
        {
            var bytes = valid.ToArray();
            bytes[at] = value;
            Assert.True(Record.Exception(() => SubmissionJson.Read(JsonNode.Parse(bytes))) is null or DiagnosticException or System.Text.Json.JsonException);
        });
    }
}
