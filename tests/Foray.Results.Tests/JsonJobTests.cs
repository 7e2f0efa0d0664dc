using System.Text.Json;
using CsCheck;
using Foray.Results.Json;
using Foray.Sdk.Jobs;
using TestResult = Foray.Sdk.Jobs.TestResult;

namespace Foray.Results.Tests;

public class JsonJobTests
{
    [Fact]
    public async Task A_job_is_written_with_all_that_is_known_of_it()
    {
        var test = SomeJob.One(1, "true", TestStatus.Interrupted, "timed out") with
        {
            Variant = new Dictionary<string, string> { ["n"] = "1" },
            Attempts = 2,
            IsFlaky = true,
            Elapsed = TimeSpan.FromSeconds(2.5),
            Metrics = new Dictionary<string, double> { ["loss"] = 0.5, ["nan"] = double.NaN },
            Whiteboard = "a note",
        };
        var text = await new JsonResults().WriteTextAsync(SomeJob.Of([test], "/jobs/job-1") with { End = JobEnd.TimedOut });
        Assert.Equal(
            """
            {
              "format": 1,
              "job_id": "0123456789abcdef0123456789abcdef01234567",
              "start": "2026-01-02T03:04:05.6Z",
              "time": 12.5,
              "end": "timed_out",
              "total": 1,
              "pass": 0,
              "errors": 0,
              "failures": 0,
              "skip": 0,
              "cancel": 0,
              "warn": 0,
              "interrupt": 1,
              "debuglog": "/jobs/job-1/job.log",
              "tests": [
                {
                  "id": "1-true",
                  "name": "true",
                  "suite": "unit",
                  "kind": "exec-test",
                  "uri": "/bin/true",
                  "variant": {
                    "n": "1"
                  },
                  "status": "INTERRUPTED",
                  "time_start": "2026-01-02T03:04:06.6Z",
                  "time_end": "2026-01-02T03:04:09.1Z",
                  "time_elapsed": 2.5,
                  "fail_reason": "timed out",
                  "attempts": 2,
                  "flaky": true,
                  "machine": "local",
                  "user_seconds": 0.5,
                  "system_seconds": 0.25,
                  "peak_memory_bytes": 5242880,
                  "metrics": {
                    "loss": 0.5,
                    "nan": null
                  },
                  "logdir": "/jobs/job-1/test-results/1-true",
                  "logfile": "/jobs/job-1/test-results/1-true/debug.log",
                  "whiteboard": "a note",
                  "tags": [
                    "fast"
                  ]
                }
              ]
            }

            """,
            text);
    }

    [Fact]
    public async Task Statuses_are_counted_and_written_in_capitals()
    {
        using var document = JsonDocument.Parse(await new JsonResults().WriteAsync(SomeJob.Mixed));
        var root = document.RootElement;
        Assert.All(["pass", "warn", "skip", "cancel", "failures", "errors", "interrupt"], count => Assert.Equal(1, root.GetProperty(count).GetInt32()));
        Assert.Equal(7, root.GetProperty("total").GetInt32());
        Assert.Equal(["PASS", "WARN", "SKIP", "CANCEL", "FAIL", "ERROR", "INTERRUPTED"], root.GetProperty("tests").EnumerateArray().Select(test => test.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task What_is_not_known_of_a_test_that_was_not_run_is_null()
    {
        var test = new TestResult(1, "unit", new Runnable("exec-test", "x"), new TestOutcome(TestStatus.Skip)) { Name = "x" };
        using var document = JsonDocument.Parse(await new JsonResults().WriteAsync(SomeJob.Of([test])));
        var json = document.RootElement.GetProperty("tests")[0];
        Assert.All(["fail_reason", "machine", "user_seconds", "system_seconds", "peak_memory_bytes", "logdir", "logfile"], name => Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind));
    }

    [Fact]
    public void Any_job_is_read_back_as_it_was() => SomeJob.Any.Sample(results =>
    {
        using var document = JsonDocument.Parse(new JsonResults().WriteAsync(results).GetAwaiter().GetResult());
        foreach (var (test, json) in results.Tests.Zip(document.RootElement.GetProperty("tests").EnumerateArray(), (test, json) => (test, json)))
        {
            Assert.Equal(Some.InUtf8(test.Id), json.GetProperty("id").GetString());
            Assert.Equal(test.Outcome.Reason is { } reason ? Some.InUtf8(reason) : null, json.GetProperty("fail_reason").GetString());
            Assert.Equal(test.Variant.Values.Select(Some.InUtf8), json.GetProperty("variant").EnumerateObject().Select(value => value.Value.GetString()));
        }
    });
}
