using System.Text.Json;

namespace Foray.EndToEnd.Tests;

public sealed class TrackingTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_run_and_its_cases_are_tracked_with_what_scripts_and_collectors_report()
    {
        _folder.Write("experiment.yml", """
            name: demo
            variables: { size: 10 }
            sites:
              - { kind: local, resources: { machines: [{ labels: [worker], number: 1 }] } }
            collectors:
              - { kind: system, interval: 1s }
              - { kind: system, interval: 1s, labels: [worker] }
            backends:
              - { kind: jsonl, path: metrics.jsonl, metrics: [loss] }
            experiments:
              - kind: shell
                name: work
                inputs: []
                matrix: { tool: [a, b] }
                outputs: [{ src: result.txt }]
                scripts:
                  - labels: [worker]
                    script: |
                      echo "loss=NaN step=0" >> "$FORAY_METRICS"
                      echo "loss=0.25 step=1" >> "$FORAY_METRICS"
                      echo '{"param": {"found": "x"}}' >> "$FORAY_METRICS"
                      echo "$tool" > result.txt
            """);

        var run = await _folder.ForayAsync("run");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("jsonl-1: 4 of 4 metrics delivered", run.Output, StringComparison.Ordinal);

        var csv = await _folder.ForayAsync("runs", "export", "latest", "--as", "csv", "-o", _folder.Of("output"));
        Assert.True(csv.ExitCode == 0, csv.ToString());
        var lines = csv.Output.Split('\n');
        Assert.Equal("run,case,metric,step,time,value", lines[0]);
        Assert.Equal(["0 NaN", "0 NaN", "1 0.25", "1 0.25"], lines.Select(line => line.Split(',')).Where(cells => cells is [_, _, "loss", ..]).Select(cells => $"{cells[3]} {cells[5]}").Order(StringComparer.Ordinal));
        Assert.Contains(lines, line => line.Contains(",,system/", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(",worker-1/system/", StringComparison.Ordinal));
        Assert.Equal(4, File.ReadLines(_folder.Of("metrics.jsonl")).Count(line => line.Contains("\"loss\"", StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateDirectories(_folder.Of("output", "tracking", "spool")));

        var list = await _folder.ForayAsync("runs", "list", "params.tool = 'a' and params.found = 'x' and last(loss) < 0.3", "--all", "-o", _folder.Of("output"));
        Assert.True(list.ExitCode == 0, list.ToString());
        Assert.Contains("tool=a on worker-1", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("tool=b", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_scripts_report_are_kept_with_their_case_and_what_is_not_kept_is_told()
    {
        _folder.Write("experiment.yml", """
            name: demo
            sites:
              - { kind: local, resources: { machines: [{ labels: [worker], number: 1 }] } }
            experiments:
              - kind: shell
                name: work
                inputs: []
                matrix: { tool: [a, b] }
                scripts:
                  - labels: [worker]
                    script: |
                      mkdir -p tree/deep; echo one > tree/one; echo two > tree/deep/two; ln -s one tree/link
                      echo '{"artifact": "tree"}' >> "$FORAY_METRICS"
                      echo '{"artifact": "tree/one", "path": "plots/one.txt"}' >> "$FORAY_METRICS"
                      echo '{"artifact": "nowhere"}' >> "$FORAY_METRICS"
            """);

        var run = await _folder.ForayAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("warning FORAY171: work: tool=a on worker-1: 'worker-1: nowhere' is not kept as it was reported: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("it lacks 'link' (it is a link)", run.Error, StringComparison.Ordinal);
        var cases = await _folder.ForayAsync("runs", "list", "params.tool = 'b'", "--all", "--format", "json", "-o", _folder.Of("output"));
        using var list = JsonDocument.Parse(cases.Output);
        var shown = await _folder.ForayAsync("runs", "show", list.RootElement.GetProperty("runs")[0].GetProperty("id").GetString()!, "--format", "json", "-o", _folder.Of("output"));
        using var found = JsonDocument.Parse(shown.Output);
        var artifacts = found.RootElement.GetProperty("artifacts").EnumerateArray().ToList();
        Assert.Equal(["plots/one.txt", "tree/deep/two", "tree/one"], artifacts.Select(artifact => artifact.GetProperty("path").GetString()));
        Assert.Equal(2, Directory.GetFiles(_folder.Of("output", "tracking", "artifacts"), "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("- { kind: jsonl, name: a }\n  - { kind: console, name: a }", "FORAY170")]
    [InlineData("- { kind: jsonl, name: store }", "FORAY170")]
    [InlineData("- { kind: jsonl, filter: 'vale < 1' }", "FORAY186")]
    [InlineData("- { kind: jsonl, types: [scaler] }", "FORAY1")]
    public async Task Backends_that_cannot_be_are_told_before_anything_starts(string backends, string code)
    {
        _folder.Write("experiment.yml", $"{Experiments.Local(Experiments.Script("true", "    inputs: []"))}\nbackends:\n  {backends}\n");
        foreach (var command in (string[])["check", "plan", "run"])
        {
            var result = await _folder.ForayAsync(command);
            Assert.True(result.ExitCode == 2, result.ToString());
            Assert.Contains(code, result.Output + result.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_folder.Of("output", "runs")));
    }

    [Fact]
    public async Task A_backend_gets_the_types_that_its_rules_name_and_what_passes_its_filter()
    {
        _folder.Write("experiment.yml", """
            name: demo
            variables: { size: 10 }
            sites:
              - { kind: local, resources: { machines: [{ labels: [worker], number: 1 }] } }
            backends:
              - { kind: jsonl, path: scalars.jsonl, types: [scalar], filter: "step >= 1 and value < inf" }
              - { kind: jsonl, path: words.jsonl, types: [parameter, tag] }
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts: [{ labels: [worker], script: 'for i in 0 1 2; do echo "loss=$i step=$i"; done >> "$FORAY_METRICS"; echo "loss=inf step=3" >> "$FORAY_METRICS"' }]
            """);
        var run = await _folder.ForayAsync("run");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(2, File.ReadLines(_folder.Of("scalars.jsonl")).Count() - 1);
        Assert.All(File.ReadLines(_folder.Of("words.jsonl")).Skip(1), line => Assert.Matches("\"type\":\"(parameter|tag)\"", line));
    }

    [Fact]
    public async Task A_backend_that_is_away_does_not_fail_a_run_and_gets_the_rest_from_the_next_one()
    {
        _folder.Write("experiment.yml", """
            name: demo
            sites:
              - { kind: local, resources: { machines: [{ labels: [worker], number: 1 }] } }
            backends:
              - { kind: jsonl, path: away/metrics.jsonl }
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts: [{ labels: [worker], script: 'echo "loss=0.25 step=1" >> "$FORAY_METRICS"' }]
            """);
        _folder.Write("away", "a file where the folder would be");

        var first = await Terminal.RunAsync(_folder.Path, new Dictionary<string, string?>(), "", "run");
        File.Delete(_folder.Of("away"));
        var second = await _folder.ForayAsync("run", "--force");

        Assert.True(first.ExitCode == 0 && second.ExitCode == 0, first.ToString() + second);
        Assert.Contains("FORAY367", first.Output, StringComparison.Ordinal);
        Assert.Matches(@"delivering: jsonl-1 \(\d+ waiting\)", Terminal.WithoutEscapes(first.Output));
        Assert.DoesNotContain("FORAY36", second.Error, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadLines(_folder.Of("away", "metrics.jsonl")).Count(line => line.Contains("\"loss\"", StringComparison.Ordinal)));
    }
}
