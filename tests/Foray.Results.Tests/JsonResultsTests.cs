using System.Text;
using System.Text.Json;
using CsCheck;
using Foray.Results.Json;
using Foray.Sdk.Experiments;
using Foray.Sdk.Results;

namespace Foray.Results.Tests;

public class JsonResultsTests
{
    [Fact]
    public async Task A_row_is_written_with_all_that_is_known_of_it()
    {
        var outcome = new RowOutcome(RowStatus.TimedOut)
        {
            ExitCode = 143,
            Message = "timed out",
            Started = Some.Start,
            Elapsed = TimeSpan.FromSeconds(2.5),
            Attempts = 2,
            Metrics = new Dictionary<string, double> { ["ratio"] = 0.25 },
            Scripts = [new ScriptResult("pack", RowStatus.TimedOut, 143, Some.Start, TimeSpan.FromSeconds(2.5))],
        };
        var text = Encoding.UTF8.GetString(await new JsonResults().WriteAsync(Some.Of([Some.Row(outcome)]) with { Status = RowStatus.TimedOut }));
        Assert.Equal(
            """
            {
              "format": 1,
              "run": "run-1",
              "name": "trial",
              "status": "timed_out",
              "started": "2026-01-02T03:04:05.6Z",
              "ended": "2026-01-02T03:04:15.6Z",
              "cases": [
                {
                  "experiment": "speed",
                  "case": "n=1",
                  "machine": "a",
                  "run": "run-0",
                  "status": "timed_out",
                  "started": "2026-01-02T03:04:05.6Z",
                  "seconds": 2.5,
                  "exit_code": 143,
                  "attempts": 2,
                  "message": "timed out",
                  "parameters": {
                    "n": "1"
                  },
                  "metrics": {
                    "ratio": 0.25
                  },
                  "scripts": [
                    {
                      "name": "pack",
                      "status": "timed_out",
                      "exit_code": 143,
                      "started": "2026-01-02T03:04:05.6Z",
                      "seconds": 2.5
                    }
                  ],
                  "folder": "runs/run-0/x"
                }
              ]
            }

            """,
            text);
    }

    [Fact]
    public void Any_results_are_read_back_as_they_were() => Some.Results.Sample(results =>
    {
        using var document = JsonDocument.Parse(new JsonResults().WriteAsync(results).GetAwaiter().GetResult());
        var root = document.RootElement;
        Assert.Equal(Some.InUtf8(results.Name), root.GetProperty("name").GetString());
        Assert.Equal(results.Cases.Count, root.GetProperty("cases").GetArrayLength());
        foreach (var (row, json) in results.Cases.Zip(root.GetProperty("cases").EnumerateArray()))
            AssertEqual(row, json);
    });

    private static void AssertEqual(CaseResult row, JsonElement json)
    {
        Assert.Equal(Some.InUtf8(row.Case), json.GetProperty("case").GetString());
        Assert.Equal(row.Machine is null ? null : Some.InUtf8(row.Machine), json.GetProperty("machine").GetString());
        Assert.Equal(row.Outcome.Message is not null, json.TryGetProperty("message", out var message));
        Assert.Equal(row.Outcome.Message is { } text ? Some.InUtf8(text) : null, row.Outcome.Message is null ? null : message.GetString());
        Assert.Equal(row.Outcome.ExitCode, json.GetProperty("exit_code").ValueKind == JsonValueKind.Null ? null : json.GetProperty("exit_code").GetInt32());
        Assert.Equal(row.Outcome.Elapsed.TotalSeconds, json.GetProperty("seconds").GetDouble());
        Assert.Equal(
            row.Parameters.Select(parameter => (Some.InUtf8(parameter.Key), Some.InUtf8(parameter.Value))),
            json.GetProperty("parameters").EnumerateObject().Select(parameter => (parameter.Name, parameter.Value.GetString()!)));
        Assert.Equal(
            row.Outcome.Metrics.Select(metric => (Some.InUtf8(metric.Key), double.IsFinite(metric.Value) ? metric.Value : (double?)null)),
            json.GetProperty("metrics").EnumerateObject()
                .Select(metric => (metric.Name, metric.Value.ValueKind == JsonValueKind.Null ? (double?)null : metric.Value.GetDouble())));
    }
}
