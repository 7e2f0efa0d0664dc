using System.Globalization;
using System.Net;
using System.Text.Json;
using CsCheck;

namespace Foray.Tracking.Server.Tests;

public sealed class LogTests : ServerTest
{
    [Fact]
    public async Task A_metric_is_logged_with_numbers_or_texts_and_answered_with_numbers()
    {
        var run = await Server.CreateRunAsync();

        (await Server.PostAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"loss","value":0.25,"timestamp":1700000000000,"step":3}""")).Ok();
        (await Server.PostAsync("runs/log-metric", $$"""{"run_uuid":"{{run}}","run_id":null,"key":"loss","value":"0.125","timestamp":"1700000000001","step":"4"}""")).Ok();
        (await Server.PostAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"no step","value":1,"timestamp":1.7e12}""")).Ok();

        var metrics = (await Server.GetRunAsync(run)).GetProperty("data").GetProperty("metrics");
        Assert.Equal(
            """[{"key":"loss","value":0.125,"timestamp":1700000000001,"step":4},{"key":"no step","value":1,"timestamp":1700000000000,"step":0}]""",
            metrics.GetRawText());
    }

    [Fact]
    public async Task What_is_not_finite_is_a_text_both_ways()
    {
        var run = await Server.CreateRunAsync();

        foreach (var value in new[] { "NaN", "Infinity", "-Infinity" })
            (await Server.PostAsync("runs/log-metric", new { run_id = run, key = "m", value, timestamp = 1, step = 0 })).Ok();

        var points = (await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key=m")).Ok().GetProperty("metrics");
        Assert.Equal(["NaN", "Infinity", "-Infinity"], Texts(points, "value"));
        Assert.Equal("-Infinity", (await Server.GetRunAsync(run)).GetProperty("data").GetProperty("metrics")[0].GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("""{"key":"m","timestamp":1}""")]
    [InlineData("""{"key":"m","value":"many","timestamp":1}""")]
    [InlineData("""{"key":"m","value":true,"timestamp":1}""")]
    [InlineData("""{"key":"m","value":1e999,"timestamp":1}""")]
    [InlineData("""{"key":"m","value":1}""")]
    [InlineData("""{"key":"m","value":1,"timestamp":-1}""")]
    [InlineData("""{"key":"m","value":1,"timestamp":9223372036854775807}""")]
    [InlineData("""{"key":"m","value":1,"timestamp":1,"step":1.5}""")]
    [InlineData("""{"key":"m","value":1,"timestamp":1,"step":9223372036854775808}""")]
    [InlineData("""{"key":"m","value":1,"timestamp":1,"step":-9223372036854775808}""")]
    [InlineData("""{"value":1,"timestamp":1}""")]
    [InlineData("""{"key":"a:b","value":1,"timestamp":1}""")]
    [InlineData("""{"key":"../m","value":1,"timestamp":1}""")]
    [InlineData("""{"key":"/m","value":1,"timestamp":1}""")]
    [InlineData("""{"key":"a//b","value":1,"timestamp":1}""")]
    [InlineData("""{"key":"a\n","value":1,"timestamp":1}""")]
    public async Task A_metric_that_is_none_is_refused(string body)
    {
        var run = await Server.CreateRunAsync();

        (await Server.PostAsync("runs/log-metric", body.Insert(1, $"\"run_id\":\"{run}\","))).Invalid();

        Assert.Empty((await Server.GetRunAsync(run)).GetProperty("data").GetProperty("metrics").EnumerateArray());
    }

    [Fact]
    public async Task Names_and_values_have_MLflows_lengths()
    {
        var run = await Server.CreateRunAsync();
        var (longest, tooLong) = (new string('k', 250), new string('k', 251));

        (await Server.PostAsync("runs/log-parameter", new { run_id = run, key = longest, value = new string('v', 6000) })).Ok();
        (await Server.PostAsync("runs/set-tag", new { run_id = run, key = longest, value = new string('v', 5000) })).Ok();
        (await Server.PostAsync("runs/log-metric", new { run_id = run, key = longest, value = 1, timestamp = 1 })).Ok();
        (await Server.PostAsync("runs/log-parameter", new { run_id = run, key = tooLong, value = "" })).Invalid();
        (await Server.PostAsync("runs/log-parameter", new { run_id = run, key = "p", value = new string('v', 6001) })).Invalid();
        (await Server.PostAsync("runs/set-tag", new { run_id = run, key = "t", value = new string('v', 5001) })).Invalid();
        (await Server.PostAsync("runs/log-metric", new { run_id = run, key = tooLong, value = 1, timestamp = 1 })).Invalid();
        (await Server.PostAsync("runs/set-tag", new { run_id = run, key = "", value = "v" })).Invalid();
    }

    [Fact]
    public async Task A_parameter_keeps_its_value_and_a_tag_takes_a_new_one()
    {
        var run = await Server.CreateRunAsync();
        (await Server.PostAsync("runs/log-parameter", new { run_id = run, key = "depth", value = "3" })).Ok();
        (await Server.PostAsync("runs/set-tag", new { run_id = run, key = "state", value = "raw" })).Ok();

        (await Server.PostAsync("runs/log-parameter", new { run_id = run, key = "depth", value = "3" })).Ok();
        var message = (await Server.PostAsync("runs/log-parameter", new { run_id = run, key = "depth", value = "5" })).Invalid();
        (await Server.PostAsync("runs/set-tag", new { run_id = run, key = "state", value = "ready" })).Ok();

        Assert.Contains("key='depth' was already logged with value='3'", message, StringComparison.Ordinal);
        var data = (await Server.GetRunAsync(run)).GetProperty("data");
        Assert.Equal("3", Entries(data.GetProperty("params"))["depth"]);
        Assert.Equal("ready", Entries(data.GetProperty("tags"))["state"]);
        Assert.DoesNotContain(Entries(data.GetProperty("tags")).Keys, key => key.StartsWith("foray.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tag_is_deleted_once()
    {
        var run = await Server.CreateRunAsync();
        (await Server.PostAsync("runs/set-tag", new { run_id = run, key = "a", value = "1" })).Ok();

        (await Server.PostAsync("runs/delete-tag", new { run_id = run, key = "a" })).Ok();

        Assert.DoesNotContain("a", Entries((await Server.GetRunAsync(run)).GetProperty("data").GetProperty("tags")).Keys);
        Assert.Contains("No tag with name: a", (await Server.PostAsync("runs/delete-tag", new { run_id = run, key = "a" })).Missing(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_at_its_limits_is_taken_as_a_whole()
    {
        var run = await Server.CreateRunAsync();

        (await Server.PostAsync("runs/log-batch", Batch(run, 800, 100, 100))).Ok();
        (await Server.PostAsync("runs/log-batch", Batch(run, 1000, 0, 0, start: 800))).Ok();

        var data = (await Server.GetRunAsync(run)).GetProperty("data");
        Assert.Equal(100, data.GetProperty("params").GetArrayLength());
        Assert.Equal(101, data.GetProperty("tags").GetArrayLength());
        var points = (await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key=m")).Ok().GetProperty("metrics");
        Assert.Equal(Enumerable.Range(0, 1800), points.EnumerateArray().Select(point => point.GetProperty("step").GetInt32()));
    }

    [Theory]
    [InlineData(1001, 0, 0)]
    [InlineData(0, 101, 0)]
    [InlineData(0, 0, 101)]
    [InlineData(900, 100, 1)]
    public async Task A_batch_beyond_its_limits_is_refused_as_a_whole(int metrics, int parameters, int tags)
    {
        var run = await Server.CreateRunAsync();

        Assert.Contains("at most", (await Server.PostAsync("runs/log-batch", Batch(run, metrics, parameters, tags))).Invalid(), StringComparison.Ordinal);

        await AssertEmptyAsync(run);
    }

    [Fact]
    public async Task A_batch_of_more_than_a_megabyte_is_refused_with_or_without_a_length()
    {
        var body = Batch(await Server.CreateRunAsync(), 10, 0, 0).PadRight(1_000_001);

        Assert.Contains("at most 1000000 bytes", (await Server.PostAsync("runs/log-batch", body)).Invalid(), StringComparison.Ordinal);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(RunningServer.Api + "runs/log-batch", UriKind.Relative)) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await Server.Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_a_batch_with_a_fault_is_kept()
    {
        var run = await Server.CreateRunAsync();
        (await Server.PostAsync("runs/log-parameter", new { run_id = run, key = "kept", value = "1" })).Ok();
        object[] metrics = [new { key = "m", value = 1, timestamp = 1, step = 0 }];
        object[] tags = [new { key = "t", value = "1" }];

        (await Server.PostAsync("runs/log-batch", new { run_id = run, metrics, tags, @params = new[] { new { key = "new", value = "1" }, new { key = "kept", value = "2" } } })).Invalid();
        (await Server.PostAsync("runs/log-batch", new { run_id = run, metrics, tags, @params = new[] { new { key = "twice", value = "1" }, new { key = "twice", value = "1" } } })).Invalid();
        (await Server.PostAsync("runs/log-batch", new { run_id = run, metrics = metrics.Append(new { key = "m", value = "x", timestamp = 1, step = 0 }), tags })).Invalid();

        var data = (await Server.GetRunAsync(run)).GetProperty("data");
        Assert.Empty(data.GetProperty("metrics").EnumerateArray());
        Assert.Equal(["kept"], Texts(data.GetProperty("params"), "key"));
        Assert.Equal(["mlflow.runName"], Texts(data.GetProperty("tags"), "key"));
    }

    [Fact]
    public async Task Models_are_kept_as_a_list_in_a_tag_and_datasets_are_refused()
    {
        var run = await Server.CreateRunAsync();

        foreach (var path in new[] { "one", "two" })
            (await Server.PostAsync("runs/log-model", new { run_id = run, model_json = $$$"""{"artifact_path":"{{{path}}}","flavors":{},"utc_time_created":"2024-01-01"}""" })).Ok();

        var history = JsonDocument.Parse(Entries((await Server.GetRunAsync(run)).GetProperty("data").GetProperty("tags"))["mlflow.log-model.history"]).RootElement;
        Assert.Equal(["one", "two"], Texts(history, "artifact_path"));
        (await Server.PostAsync("runs/log-model", new { run_id = run, model_json = "{}" })).Invalid();
        (await Server.PostAsync("runs/log-model", new { run_id = run, model_json = "no JSON" })).Invalid();
        (await Server.PostAsync("runs/log-inputs", new { run_id = run, datasets = Array.Empty<object>() })).Unsupported();
    }

    [Fact]
    public Task Any_number_comes_back_bit_by_bit() => Gen.Double.Array[1, 200].SampleAsync(
        async values =>
        {
            var run = await Server.CreateRunAsync();

            (await Server.PostAsync("runs/log-batch", new { run_id = run, metrics = values.Select((value, step) => new { key = "m", value = Json(value), timestamp = 1, step }) })).Ok();

            var points = (await Server.GetAsync($"metrics/get-history?run_id={run}&metric_key=m")).Ok().GetProperty("metrics").EnumerateArray().Select(point => Number(point.GetProperty("value")));
            Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), points.Select(BitConverter.DoubleToInt64Bits));
        },
        iter: 30);

    private static object Json(double value) => double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    private static string Batch(string run, int metrics, int parameters, int tags, int start = 0) => JsonSerializer.Serialize(new
    {
        run_id = run,
        metrics = Enumerable.Range(start, metrics).Select(step => new { key = "m", value = step, timestamp = 1_700_000_000_000L, step }),
        @params = Enumerable.Range(0, parameters).Select(i => new { key = $"p{i}", value = "1" }),
        tags = Enumerable.Range(0, tags).Select(i => new { key = $"t{i}", value = "1" }),
    });

    private async Task AssertEmptyAsync(string run)
    {
        var data = (await Server.GetRunAsync(run)).GetProperty("data");
        Assert.Empty(data.GetProperty("metrics").EnumerateArray());
        Assert.Empty(data.GetProperty("params").EnumerateArray());
        Assert.Equal(["mlflow.runName"], Texts(data.GetProperty("tags"), "key"));
    }
}
