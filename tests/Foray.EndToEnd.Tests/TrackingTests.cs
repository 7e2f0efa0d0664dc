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

        var first = await _folder.ForayAsync("run");
        File.Delete(_folder.Of("away"));
        var second = await _folder.ForayAsync("run", "--force");

        Assert.True(first.ExitCode == 0 && second.ExitCode == 0, first.ToString() + second);
        Assert.Contains("FORAY367", first.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("FORAY36", second.Error, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadLines(_folder.Of("away", "metrics.jsonl")).Count(line => line.Contains("\"loss\"", StringComparison.Ordinal)));
    }
}
